using Cake.Docker;
using Lighthouse.Chaos.Containers;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Containers;

/// <summary>Removes a run's container, and never another.</summary>
internal static class ContainerRemoval
{
    /// <summary>The label that says of which run a container is.</summary>
    public const string Label = ContainerIdentity.RunLabel;

    /// <summary>Kills and removes it when there is one with its name and its run's label.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="TargetException">The engine does not answer, or does not remove it.</exception>
    public static bool Remove(DockerEngine engine, JournaledContainer container)
    {
        var conditions = new DockerContainerPsSettings { All = true, NoTrunc = true, Quiet = true, Filter = [$"name=^/?{container.Name}$", $"label={Label}={container.RunId}"] };
        var ids = engine.Do("docker ps", conditions, (context, settings) => context.DockerPs(settings)).Where(line => line.Length == 64).ToArray();
        if (ids.Length > 0)
            engine.Do("docker rm", new DockerContainerRmSettings { Force = true, Volumes = true }, (context, settings) => context.DockerRm(settings, ids));
        return ids.Length > 0;
    }
}
