namespace Lighthouse.Security;

/// <summary>What every attack needs.</summary>
public sealed record AttackContext
{
    /// <summary>Where the target listens; http or https, without a path of its own.</summary>
    public required Uri Target { get; init; }

    /// <summary>Headers of every request, such as the User-Agent that sessions are bound to. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How long an answer may take. Default 10 s.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest Retry-After of a 429 that is waited for, once, before an attempt counts as unclear. Default 5 s.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The source of every random choice; its seed belongs into the report.</summary>
    public required Random Random { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
