namespace Lighthouse.Readiness.Decisions;

/// <summary>Whether a named criterion of the decision holds.</summary>
public enum Holding
{
    /// <summary>It rests on no gate that this profile evaluates; the decision says so.</summary>
    NotEvaluated,

    /// <summary>It does not hold.</summary>
    No,

    /// <summary>It holds.</summary>
    Yes,
}

/// <summary>How a holding is written.</summary>
internal static class HoldingText
{
    /// <summary>True, false, or null for what was not evaluated: the form of the JSON artifacts.</summary>
    public static bool? AsFlag(this Holding holding) => holding == Holding.NotEvaluated ? null : holding == Holding.Yes;

    /// <summary>For people.</summary>
    public static string Text(this Holding holding) => holding switch
    {
        Holding.Yes => "yes",
        Holding.No => "no",
        _ => "not evaluated",
    };
}
