using Lighthouse.Bridge.Configuration;

namespace Lighthouse.Bridge;

/// <summary>The bridge's own options; everything else on the command line is configuration.</summary>
internal sealed record CommandLine
{
    /// <summary>How the bridge is called.</summary>
    public const string Usage =
        """
        Lighthouse.Bridge [--config FILE] [--urls URL] [--Bridge:KEY=VALUE ...]   runs a bridge
        Lighthouse.Bridge --check-config [...]   checks the configuration and ends: 0 when it is good, 2 when it is not
        Lighthouse.Bridge --health [URL]         asks a running bridge for its health: 0 when it is healthy, 1 when it is not
        Lighthouse.Bridge --version              says its version
        """;

    // Sections of configuration that the framework reads; anything else is a typing error.
    private static readonly string[] Sections = ["Bridge", "Kestrel", "urls", "http_ports", "https_ports", "contentRoot", "environment", "hostBuilder"];
    private static readonly string[] Own = ["--config", "--check-config", "--health", "--version", "--help"];

    /// <summary>The configuration file; null for none.</summary>
    public string? ConfigFile { get; private init; }

    public bool ChecksConfig { get; private init; }

    public bool AsksHealth { get; private init; }

    /// <summary>Whose health is asked for; null for the address of the configuration.</summary>
    public string? HealthOf { get; private init; }

    public bool ShowsVersion { get; private init; }

    public bool ShowsHelp { get; private init; }

    /// <summary>What is left for the configuration.</summary>
    public IReadOnlyList<string> Rest { get; private init; } = [];

    /// <exception cref="ConfigurationException">An option is unknown or lacks its value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        var rest = new List<string>();
        for (var at = 0; at < arguments.Count; at++)
        {
            var (name, value) = Split(arguments[at]);
            string? Following() => at + 1 < arguments.Count && !IsOption(arguments[at + 1]) ? arguments[++at] : null;
            switch (name)
            {
                case "--config": line = line with { ConfigFile = value ?? Following() ?? throw Lacks(name) }; break;
                case "--check-config": line = line with { ChecksConfig = true }; break;
                case "--health": line = line with { AsksHealth = true, HealthOf = value ?? Following() }; break;
                case "--version": line = line with { ShowsVersion = true }; break;
                case "--help": line = line with { ShowsHelp = true }; break;
                default:
                    RequireKnown(name);
                    rest.Add(arguments[at]);
                    if (value is null) rest.Add(Following() ?? throw Lacks(name));
                    break;
            }
        }

        return line with { Rest = rest };
    }

    private static bool IsOption(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

    private static (string Name, string? Value) Split(string argument) =>
        argument.IndexOf('=') is var cut and > 0 ? (argument[..cut], argument[(cut + 1)..]) : (argument, null);

    private static void RequireKnown(string name)
    {
        if (IsOption(name) && Sections.Contains(name[2..].Split(':')[0], StringComparer.OrdinalIgnoreCase)) return;
        var nearest = NearestName.Of(name.Split(':')[0], [.. Own, .. Sections.Select(section => "--" + section)]);
        throw new ConfigurationException($"LHB2012: the option '{Shown(name)}' is unknown. The nearest known one is '{nearest}'; --help shows all.");
    }

    private static ConfigurationException Lacks(string name) => new($"LHB2013: the option '{Shown(name)}' lacks its value. Write {Shown(name)} VALUE; --help shows all.");

    private static string Shown(string name) => new([.. name.Take(100).Select(c => char.IsControl(c) ? '?' : c)]);
}
