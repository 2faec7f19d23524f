namespace Lighthouse.Security.Scanning.Advisories;

/// <summary>How versions of an ecosystem are told apart.</summary>
internal static class VersionOrder
{
    /// <summary>The order of two versions of an ecosystem.</summary>
    /// <param name="ecosystem">Name in OSV, such as <c>NuGet</c> or <c>Debian:12</c>.</param>
    /// <param name="left">One version.</param>
    /// <param name="right">Another.</param>
    /// <exception cref="ScanException">One of them is no version, or the ecosystem's order is not known here.</exception>
    public static int Compare(string ecosystem, string left, string right) => Ecosystem.NameOf(ecosystem) switch
    {
        "NuGet" => NuGet(left).CompareTo(NuGet(right)),
        "Debian" or "Ubuntu" => DebianVersion.Compare(Debian(left), Debian(right)),
        "Alpine" => AlpineVersion.Compare(Alpine(left), Alpine(right)),
        _ => throw new ScanException($"LHS5331: the order of versions in '{ecosystem}' is not known; known are NuGet, Debian, Ubuntu and Alpine."),
    };

    private static NuGetVersion NuGet(string text) => NuGetVersion.Parse(text) ?? throw NoVersion("NuGet", text);

    private static string Debian(string text) => DebianVersion.IsOne(text) ? text : throw NoVersion("Debian", text);

    private static string Alpine(string text) => AlpineVersion.IsOne(text) ? text : throw NoVersion("Alpine", text);

    private static ScanException NoVersion(string ecosystem, string text) => new($"LHS5332: '{text}' is no version of {ecosystem}.");
}

/// <summary>Names of ecosystems, which may carry a release: <c>Debian:12</c>.</summary>
internal static class Ecosystem
{
    public static string NameOf(string ecosystem) => ecosystem.Split(':', 2)[0];

    /// <summary>Whether an advisory for one concerns a package of the other. A release that is not said fits every one.</summary>
    public static bool Concerns(string advisory, string package) =>
        NameOf(advisory) == NameOf(package) && (!advisory.Contains(':', StringComparison.Ordinal) || !package.Contains(':', StringComparison.Ordinal) || advisory == package);
}
