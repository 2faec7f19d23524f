namespace Lighthouse.Bridge.Configuration;

/// <summary>Reads and checks the section <c>Bridge</c>.</summary>
internal static class BridgeOptionsReader
{
    private const int ShortestSecret = 32;
    private const string DevelopmentPrefix = "development-only-";
    private static readonly string[] KnownDefaults = ["changeme", "change-me", "secret", "password", "default", "lighthouse", "example", "placeholder"];

    public static BridgeOptions Read(IConfiguration configuration)
    {
        var section = new OptionsSection(configuration.GetSection("Bridge"));
        var development = section.Flag("Development", false);
        return new BridgeOptions
        {
            DataDirectory = Path.GetFullPath(section.Text("DataDirectory") ?? "data"),
            TokenSecret = Secret(section, "TokenSecret", development),
            StoreKey = Secret(section, "StoreKey", development),
            AgentKey = Secret(section, "AgentKey", development),
            AdminSecret = Secret(section, "AdminSecret", development),
            ExitOnStdinClose = section.Flag("ExitOnStdinClose", false),
            Degraded = section.Flag("Degraded", true),
            Development = development,
            ElicitationRetentionSeconds = (int)section.Number("ElicitationRetentionSeconds", 300, 1, 86_400),
            Store = StoreSettings.Read(section.Within("Store")),
            Push = PushSettings.Read(section.Within("Push")),
            Experts = ExpertSettings.Read(section.Within("Experts")),
            Validation = ValidationSettings.Read(section.Within("Validation")),
            FileView = FileViewSettings.Read(section.Within("FileView")),
            Integrity = IntegritySettings.Read(section.Within("Integrity")),
            Telemetry = TelemetrySettings.Read(section.Within("Telemetry")),
        };
    }

    private static string Secret(OptionsSection section, string key, bool development)
    {
        var value = section.Text(key);
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
}
