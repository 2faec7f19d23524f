using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Makes a network.</summary>
    /// <param name="context">The context.</param>
    /// <param name="args">Its name.</param>
    [CakeMethodAlias]
    public static void DockerNetworkCreate(this ICakeContext context, params string[] args) => DockerNetworkCreate(context, null, args);

    /// <summary>Makes a network.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="args">Its name.</param>
    [CakeMethodAlias]
    public static void DockerNetworkCreate(this ICakeContext context, DockerNetworkCreateSettings? settings, params string[] args) => Run(context, "network create", settings, Named(args));

    /// <summary>Connects a container to a network.</summary>
    /// <param name="context">The context.</param>
    /// <param name="network">The network.</param>
    /// <param name="container">The container.</param>
    /// <param name="args">More arguments.</param>
    [CakeMethodAlias]
    public static void DockerNetworkConnect(this ICakeContext context, string network, string container, params string[] args) => DockerNetworkConnect(context, null, network, container, args);

    /// <summary>Connects a container to a network.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="network">The network.</param>
    /// <param name="container">The container.</param>
    /// <param name="args">More arguments.</param>
    [CakeMethodAlias]
    public static void DockerNetworkConnect(this ICakeContext context, DockerNetworkConnectSettings? settings, string network, string container, params string[] args) =>
        Run(context, "network connect", settings, [Named(network), Named(container), .. args]);

    /// <summary>Takes a container out of a network.</summary>
    /// <param name="context">The context.</param>
    /// <param name="args">The network and the container.</param>
    [CakeMethodAlias]
    public static void DockerNetworkDisconnect(this ICakeContext context, params string[] args) => DockerNetworkDisconnect(context, null, args);

    /// <summary>Takes a container out of a network.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="args">The network and the container.</param>
    [CakeMethodAlias]
    public static void DockerNetworkDisconnect(this ICakeContext context, DockerNetworkDisconnectSettings? settings, params string[] args) => Run(context, "network disconnect", settings, Named(args));

    /// <summary>Removes a network.</summary>
    /// <param name="context">The context.</param>
    /// <param name="network">The network.</param>
    /// <param name="args">More networks.</param>
    [CakeMethodAlias]
    public static void DockerNetworkRemove(this ICakeContext context, string network, params string[] args) => DockerNetworkRemove(context, [network], args);

    /// <summary>Removes networks.</summary>
    /// <param name="context">The context.</param>
    /// <param name="network">The networks.</param>
    /// <param name="args">More networks.</param>
    [CakeMethodAlias]
    public static void DockerNetworkRemove(this ICakeContext context, string[] network, params string[] args) => Run<EmptySettings>(context, "network rm", null, [.. Named(network), .. args]);
}
