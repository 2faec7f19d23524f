namespace Lighthouse.Readiness.Runbooks;

/// <summary>Comparisons as a runbook writes them.</summary>
public static class ComparisonSymbols
{
    /// <summary>Such as <c>&lt;=</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no comparison.</exception>
    public static string Symbol(this Comparison comparison) => comparison switch
    {
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Equal => "==",
        Comparison.GreaterOrEqual => ">=",
        Comparison.Greater => ">",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "LH1009: no such comparison."),
    };
}
