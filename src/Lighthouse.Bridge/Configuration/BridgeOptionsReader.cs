namespace Lighthouse.Bridge.Configuration;

/// <summary>Reads and checks the section <c>Bridge</c>.</summary>
internal static class BridgeOptionsReader
{
    /// <exception cref="ConfigurationException">Everything that is wrong, a line each.</exception>
    public static BridgeOptions Read(IConfiguration configuration)
    {
        var bridge = configuration.GetSection("Bridge");
        var section = new OptionsSection(bridge);
        var options = Read(section);
        section.Reading.RequireKnown(bridge);
        return section.Reading.Problems.Count == 0 ? options : throw new ConfigurationException(string.Join(Environment.NewLine, section.Reading.Problems));
    }

    private static BridgeOptions Read(OptionsSection section)
    {
        var development = section.Flag("Development", false);
        return new BridgeOptions
        {
            DataDirectory = Path.GetFullPath(section.Text("DataDirectory") ?? "data"),
            TokenSecret = Secret.Read(section, "TokenSecret", development),
            StoreKey = Secret.Read(section, "StoreKey", development),
            AgentKey = Secret.Read(section, "AgentKey", development),
            AdminSecret = Secret.Read(section, "AdminSecret", development),
            ExitOnStdinClose = section.Flag("ExitOnStdinClose", false),
            Degraded = section.Flag("Degraded", true),
            Development = development,
            ElicitationRetentionSeconds = (int)section.Number("ElicitationRetentionSeconds", 300, 1, 86_400),
            Stopping = Part(section, "Stopping", StoppingSettings.Read),
            Sessions = Part(section, "Sessions", SessionSettings.Read),
            Http = Part(section, "Http", HttpSettings.Read),
            Log = Part(section, "Log", LogSettings.Read),
            Store = Part(section, "Store", StoreSettings.Read),
            Push = Part(section, "Push", PushSettings.Read),
            Experts = Part(section, "Experts", ExpertSettings.Read),
            Validation = Part(section, "Validation", ValidationSettings.Read),
            FileView = Part(section, "FileView", FileViewSettings.Read),
            Integrity = Part(section, "Integrity", IntegritySettings.Read),
            Telemetry = Part(section, "Telemetry", TelemetrySettings.Read),
        };
    }

    private static TSettings Part<TSettings>(OptionsSection section, string key, Func<OptionsSection, TSettings> read) where TSettings : new()
    {
        try
        {
            return read(section.Within(key));
        }
        catch (ConfigurationException problem)
        {
            section.Reading.Problem(problem.Message);
            return new TSettings();
        }
    }
}
