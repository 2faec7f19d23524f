using System.Globalization;

namespace Lighthouse.Bridge.Configuration;

/// <summary>Reads and checks the section <c>Bridge</c>.</summary>
internal static class BridgeOptionsReader
{
    private const int ShortestSecret = 32;
    private const string DevelopmentPrefix = "development-only-";
    private static readonly string[] KnownDefaults = ["changeme", "change-me", "secret", "password", "default", "lighthouse", "example", "placeholder"];

    public static BridgeOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Bridge");
        var development = Flag(section, "Development", false);
        return new BridgeOptions
        {
            DataDirectory = Path.GetFullPath(Text(section, "DataDirectory") ?? "data"),
            TokenSecret = Secret(section, "TokenSecret", development),
            StoreKey = Secret(section, "StoreKey", development),
            AgentKey = Secret(section, "AgentKey", development),
            AdminSecret = Secret(section, "AdminSecret", development),
            ExitOnStdinClose = Flag(section, "ExitOnStdinClose", false),
            Degraded = Flag(section, "Degraded", true),
            Development = development,
            ElicitationRetentionSeconds = Number(section, "ElicitationRetentionSeconds", 300, 1, 86_400),
        };
    }

    private static string Secret(IConfigurationSection section, string key, bool development)
    {
        var value = Text(section, key);
        if (development) return value ?? DevelopmentPrefix + key;
        if (value is null) throw Wrong(key, "is missing");
        if (value.Length < ShortestSecret) throw Wrong(key, $"has {value.Length} characters; at least {ShortestSecret} are needed");
        if (IsGuessable(value)) throw Wrong(key, "is a default or guessable value");
        return value;
    }

    private static bool IsGuessable(string value) =>
        value.StartsWith(DevelopmentPrefix, StringComparison.Ordinal)
        || value.Distinct().Count() < 8
        || KnownDefaults.Any(known => value.Contains(known, StringComparison.OrdinalIgnoreCase));

    private static ConfigurationException Wrong(string key, string problem) => new(
        $"LHB2001: the configuration value Bridge:{key} {problem}. Give it a random value of at least {ShortestSecret} characters, "
        + $"for example by the environment variable Bridge__{key}; for a trial on one machine start with --Bridge:Development=true.");

    private static bool Flag(IConfigurationSection section, string key, bool missing)
    {
        var text = Text(section, key);
        if (text is null) return missing;
        return bool.TryParse(text, out var value)
            ? value
            : throw new ConfigurationException($"LHB2002: the configuration value Bridge:{key} is neither true nor false. Set it to one of them.");
    }

    private static int Number(IConfigurationSection section, string key, int missing, int least, int most)
    {
        var text = Text(section, key);
        if (text is null) return missing;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new ConfigurationException($"LHB2003: the configuration value Bridge:{key} is not a whole number from {least} to {most}. Correct it.");
    }

    private static string? Text(IConfigurationSection section, string key) => section[key] is { Length: > 0 } value ? value : null;
}
