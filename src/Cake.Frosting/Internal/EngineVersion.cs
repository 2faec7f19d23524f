using System.Reflection;
using Cake.Cli;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>The version of the engine that runs the build. Cake's own resolver looks at the program, which says nothing about Cake.</summary>
internal sealed class EngineVersion : IVersionResolver
{
    private static readonly string Product =
        typeof(ICakeEngine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "Unknown";

    /// <inheritdoc/>
    public string GetVersion() => Product.Split('+')[0];

    /// <inheritdoc/>
    public string GetProductVersion() => Product;
}
