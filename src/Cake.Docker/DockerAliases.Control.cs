using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Sends a signal to containers, KILL unless the settings say another.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="containers">Their names or ids.</param>
    [CakeMethodAlias]
    public static void DockerKill(this ICakeContext context, DockerContainerKillSettings? settings, params string[] containers) => Run(context, "kill", settings, Named(containers));

    /// <summary>Freezes the processes of containers.</summary>
    /// <param name="context">The context.</param>
    /// <param name="containers">Their names or ids.</param>
    [CakeMethodAlias]
    public static void DockerPause(this ICakeContext context, params string[] containers) => Run<EmptySettings>(context, "pause", null, Named(containers));

    /// <summary>Lets frozen containers go on.</summary>
    /// <param name="context">The context.</param>
    /// <param name="containers">Their names or ids.</param>
    [CakeMethodAlias]
    public static void DockerUnpause(this ICakeContext context, params string[] containers) => Run<EmptySettings>(context, "unpause", null, Named(containers));

    /// <summary>Changes the limits of containers while they run.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">The limits.</param>
    /// <param name="containers">Their names or ids.</param>
    [CakeMethodAlias]
    public static void DockerUpdate(this ICakeContext context, DockerContainerUpdateSettings settings, params string[] containers)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Run(context, "update", settings, Named(containers));
    }

    /// <summary>What docker knows of containers, images, networks or volumes.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="objects">Their names or ids.</param>
    /// <returns>What was printed: JSON, or what the format says.</returns>
    [CakeMethodAlias]
    public static string DockerInspect(this ICakeContext context, DockerInspectSettings? settings, params string[] objects) => string.Join('\n', Ask(context, "inspect", settings, Named(objects)));
}
