namespace Lighthouse.Bridge.Configuration;

/// <summary>Experts and delegation: the configuration section <c>Bridge:Experts</c>.</summary>
public sealed record ExpertSettings
{
    /// <summary>Within how many seconds an expert must be heard of again. Default 300.</summary>
    public int HeartbeatSeconds { get; init; } = 300;

    /// <summary>After how many seconds of silence an expert is offline. Default 600.</summary>
    public int DropSeconds { get; init; } = 600;

    /// <summary>Seconds that an expert has for a delegation. Default 300.</summary>
    public int DelegationSeconds { get; init; } = 300;

    /// <summary>Seconds that an expert has for a dispatched task. Default 600.</summary>
    public int DispatchSeconds { get; init; } = 600;

    /// <summary>Most open work of one expert, at which it is busy. Default 10; an expert may ask for less.</summary>
    public int MostOpenPerExpert { get; init; } = 10;

    /// <summary>Most open work that one agent has handed out. Default 100.</summary>
    public int MostOpenPerAsker { get; init; } = 100;

    /// <summary>Most bytes of a work's input, and of its result. Default 64 KiB.</summary>
    public int MostInputBytes { get; init; } = 64 * 1024;

    /// <summary>How long ended work and ended collaborations can be asked for, in seconds. Default 300.</summary>
    public int RetentionSeconds { get; init; } = 300;

    /// <summary>Seconds after which a collaboration ends by itself. Default 28,800.</summary>
    public int CollaborationSeconds { get; init; } = 28_800;

    /// <summary>Most open collaborations that one agent has started. Default 10.</summary>
    public int MostCollaborationsPerAgent { get; init; } = 10;

    /// <summary>Most participants of a collaboration. Default 32.</summary>
    public int MostParticipants { get; init; } = 32;

    /// <summary>Most keys in a collaboration's context. Default 100.</summary>
    public int MostContextKeys { get; init; } = 100;

    /// <summary>Most bytes of a collaboration's context, keys and values. Default 256 KiB.</summary>
    public int MostContextBytes { get; init; } = 256 * 1024;

    internal long HeartbeatMilliseconds => HeartbeatSeconds * 1_000L;

    internal long DropMilliseconds => DropSeconds * 1_000L;

    internal static ExpertSettings Read(OptionsSection section)
    {
        const int day = 86_400;
        var settings = new ExpertSettings
        {
            HeartbeatSeconds = Number("HeartbeatSeconds", 300, 1, day),
            DropSeconds = Number("DropSeconds", 600, 1, day),
            DelegationSeconds = Number("DelegationSeconds", 300, 1, day),
            DispatchSeconds = Number("DispatchSeconds", 600, 1, day),
            MostOpenPerExpert = Number("MostOpenPerExpert", 10, 1, 1_000),
            MostOpenPerAsker = Number("MostOpenPerAsker", 100, 1, 10_000),
            MostInputBytes = Number("MostInputBytes", 64 * 1024, 1_024, 512 * 1024),
            RetentionSeconds = Number("RetentionSeconds", 300, 1, day),
            CollaborationSeconds = Number("CollaborationSeconds", 28_800, 1, day),
            MostCollaborationsPerAgent = Number("MostCollaborationsPerAgent", 10, 1, 1_000),
            MostParticipants = Number("MostParticipants", 32, 2, 1_000),
            MostContextKeys = Number("MostContextKeys", 100, 1, 10_000),
            MostContextBytes = Number("MostContextBytes", 256 * 1024, 1_024, 16 * 1024 * 1024),
        };
        if (settings.DropSeconds < settings.HeartbeatSeconds)
            section.Wrong(
                "DropSeconds", "LHB6501",
                $"is {settings.DropSeconds}; at least {settings.HeartbeatSeconds}, the value of {section.Name("HeartbeatSeconds")}, is needed. Raise the one or lower the other.");
        return settings;

        int Number(string key, int missing, int least, int most) => (int)section.Number(key, missing, least, most);
    }
}
