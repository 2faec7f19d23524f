using Lighthouse.Bridge.Validation.Policies;

namespace Lighthouse.Bridge.Configuration;

/// <summary>The validation of commands: the configuration section <c>Bridge:Validation</c>.</summary>
public sealed record ValidationSettings
{
    /// <summary>File of the policy; null for the one that ships with the bridge.</summary>
    public string? PolicyPath { get; init; }

    /// <summary>Folder that agents work in, absolute. Null: relative paths stay symbolic, and no link is resolved.</summary>
    public string? ProjectRoot { get; init; }

    /// <summary>What <c>~</c> and <c>$HOME</c> mean, absolute. Null: they stay symbolic.</summary>
    public string? HomeDirectory { get; init; }

    /// <summary>Verdicts remembered at most. Default 10,000; 0 remembers none.</summary>
    public int CacheEntries { get; init; } = 10_000;

    /// <summary>Size of what is remembered at most, in bytes. Default 16 MiB.</summary>
    public long CacheBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long an expert may take. Default 30 s.</summary>
    public TimeSpan ExpertTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an expert's verdict holds. Default 300 s; 0 is not remembered.</summary>
    public TimeSpan ExpertVerdictLife { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Experts that are asked at once, at most. Default 256.</summary>
    public int MostPending { get; init; } = 256;

    /// <summary>Experts that are asked at once for one agent, at most. Default 8.</summary>
    public int MostPendingPerAgent { get; init; } = 8;

    /// <summary>Failures in a row of calls, at least, that open a breaker. Default 5.</summary>
    public int BreakerFailures { get; init; } = 5;

    /// <summary>How long an opened breaker stays open. Default 15 s.</summary>
    public TimeSpan BreakerPause { get; init; } = TimeSpan.FromSeconds(15);

    internal static ValidationSettings Read(OptionsSection section)
    {
        var policy = section.Text("PolicyPath") is { } path ? Path.GetFullPath(path) : null;
        // A wrong policy ends the process before it listens; it is read again when the bridge is put together.
        if (policy is not null) _ = PolicyFile.Read(policy);
        return new()
        {
            PolicyPath = policy,
            ProjectRoot = Absolute(section, "ProjectRoot"),
            HomeDirectory = Absolute(section, "HomeDirectory"),
            CacheEntries = (int)section.Number("CacheEntries", 10_000, 0, 1_000_000),
            CacheBytes = section.Number("CacheBytes", 16 * 1024 * 1024, 0, 1024 * 1024 * 1024),
            ExpertTimeout = TimeSpan.FromSeconds(section.Number("ExpertTimeoutSeconds", 30, 1, 300)),
            ExpertVerdictLife = TimeSpan.FromSeconds(section.Number("ExpertVerdictSeconds", 300, 0, 86_400)),
            MostPending = (int)section.Number("MostPending", 256, 0, 100_000),
            MostPendingPerAgent = (int)section.Number("MostPendingPerAgent", 8, 0, 100_000),
            BreakerFailures = (int)section.Number("BreakerFailures", 5, 2, 1_000),
            BreakerPause = TimeSpan.FromSeconds(section.Number("BreakerPauseSeconds", 15, 1, 3_600)),
        };
    }

    private static string? Absolute(OptionsSection section, string key)
    {
        if (section.Text(key) is not { } path) return null;
        if (path.StartsWith('/') && path.Length > 1) return path.TrimEnd('/');
        section.Wrong(key, "LHB6610", "is not an absolute path below '/'. Give it one.");
        return null;
    }
}
