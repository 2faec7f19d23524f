namespace Lighthouse.Chaos.History;

/// <summary>What came of an operation on a question.</summary>
public enum OperationOutcome
{
    /// <summary>An answer was taken.</summary>
    Taken,

    /// <summary>An answer was refused because the question had ended, in whatever way.</summary>
    RefusedAsEnded,

    /// <summary>An answer was refused because the time for it was over.</summary>
    RefusedAsLate,

    /// <summary>An answer was sent and nobody knows what came of it: it may have been taken at any time since, or never.</summary>
    Unknown,

    /// <summary>The question was seen open.</summary>
    SeenOpen,

    /// <summary>The question was seen answered.</summary>
    SeenAnswered,

    /// <summary>The question was seen expired.</summary>
    SeenExpired,
}

/// <summary>One operation on a question, as the client that made it saw it.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Invoked">When it was sent, on the clock of all clients.</param>
/// <param name="Returned">When its answer was there; the end of time for one that never came.</param>
/// <param name="Value">The answer that was given or seen; null where there is none.</param>
public sealed record QuestionOperation(OperationOutcome Outcome, TimeSpan Invoked, TimeSpan Returned, string? Value = null);
