namespace Lighthouse.Readiness.Decisions;

/// <summary>What was decided.</summary>
public enum Outcome
{
    /// <summary>No decision could be reached. The default.</summary>
    NoDecision,

    /// <summary>The release must not go on.</summary>
    NoGo,

    /// <summary>The release may go on.</summary>
    Go,
}

/// <summary>How an outcome is written.</summary>
public static class OutcomeText
{
    /// <summary><c>GO</c>, <c>NO-GO</c> or <c>NO-DECISION</c>, as in every report.</summary>
    public static string Text(this Outcome outcome) => outcome switch
    {
        Outcome.Go => "GO",
        Outcome.NoGo => "NO-GO",
        _ => "NO-DECISION",
    };
}
