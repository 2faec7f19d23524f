namespace Lighthouse.Load;

/// <summary>How an iteration ended. A default value is a failure, so that a forgotten outcome never counts as a success.</summary>
public readonly record struct IterationOutcome
{
    private readonly string? _kind;

    private IterationOutcome(bool succeeded, string? kind)
    {
        IsSuccess = succeeded;
        _kind = kind;
    }

    /// <summary>The iteration did what it should.</summary>
    public static IterationOutcome Succeeded { get; } = new(true, null);

    /// <summary>True only for <see cref="Succeeded"/>.</summary>
    public bool IsSuccess { get; }

    /// <summary>The kind of the failure; null for a success.</summary>
    public string? FailureKind => IsSuccess ? null : _kind ?? "(no kind given)";

    /// <summary>The iteration failed.</summary>
    /// <param name="kind">A short name that failures of the same kind share, such as "status 503".</param>
    public static IterationOutcome Failed(string kind)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(kind);
        return new IterationOutcome(false, kind);
    }
}
