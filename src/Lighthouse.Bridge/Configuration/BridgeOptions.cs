namespace Lighthouse.Bridge.Configuration;

/// <summary>How a bridge runs: the configuration section <c>Bridge</c>.</summary>
public sealed record BridgeOptions
{
    /// <summary>Where the events are kept. Default <c>data</c> below the working directory; created with mode 0700.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>Key of session tokens.</summary>
    public required string TokenSecret { get; init; }

    /// <summary>Key of the event store's chain.</summary>
    public required string StoreKey { get; init; }

    /// <summary>Master key from which the agents' secrets are derived.</summary>
    public required string AgentKey { get; init; }

    /// <summary>Secret of the bootstrap agent <c>admin</c>.</summary>
    public required string AdminSecret { get; init; }

    /// <summary>Whether the end of the standard input ends the process. Default false.</summary>
    public bool ExitOnStdinClose { get; init; }

    /// <summary>Whether to serve what is sound of a damaged store. Default true; false refuses to start.</summary>
    public bool Degraded { get; init; } = true;

    /// <summary>Whether known, short secrets are allowed. Default false.</summary>
    public bool Development { get; init; }

    /// <summary>How long an ended elicitation can be asked for, in seconds. Default 300.</summary>
    public int ElicitationRetentionSeconds { get; init; } = 300;

    /// <summary>How the bridge stops.</summary>
    public StoppingSettings Stopping { get; init; } = new();

    /// <summary>How long sessions last.</summary>
    public SessionSettings Sessions { get; init; } = new();

    /// <summary>What is taken over HTTP.</summary>
    public HttpSettings Http { get; init; } = new();

    /// <summary>Logs.</summary>
    public LogSettings Log { get; init; } = new();

    /// <summary>How events are kept.</summary>
    public StoreSettings Store { get; init; } = new();

    /// <summary>Push over WebSocket.</summary>
    public PushSettings Push { get; init; } = new();

    /// <summary>Experts and delegation.</summary>
    public ExpertSettings Experts { get; init; } = new();

    /// <summary>The validation of commands.</summary>
    public ValidationSettings Validation { get; init; } = new();

    /// <summary>The file view.</summary>
    public FileViewSettings FileView { get; init; } = new();

    /// <summary>The integrity monitor.</summary>
    public IntegritySettings Integrity { get; init; } = new();

    /// <summary>Traces.</summary>
    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>Hides the secrets.</summary>
    public override string ToString() => $"bridge with data in {DataDirectory}";
}
