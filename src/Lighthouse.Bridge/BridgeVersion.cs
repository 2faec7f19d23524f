using System.Reflection;
using System.Runtime.InteropServices;

namespace Lighthouse.Bridge;

/// <summary>Which build this is.</summary>
internal static class BridgeVersion
{
    /// <summary>Version of the program, with the commit where the build knew it.</summary>
    public static string Number { get; } =
        typeof(BridgeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The runtime that it runs on.</summary>
    public static string Runtime { get; } = RuntimeInformation.FrameworkDescription;

    /// <summary>Both, for people.</summary>
    public static string Text => $"Lighthouse bridge {Number} on {Runtime}";
}
