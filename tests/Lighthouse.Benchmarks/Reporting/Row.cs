using System.Globalization;

namespace Lighthouse.Benchmarks;

/// <summary>A line of the table.</summary>
internal sealed record Row
{
    private const string Inconclusive = "INCONCLUSIVE";

    private Row(string what) => What = what;

    /// <summary>What was measured, and how where that matters.</summary>
    public string What { get; }

    public string Measured { get; private init; } = "";

    /// <summary>The peer or limit, and its figure.</summary>
    public string Peer { get; private init; } = "-";

    public string Ratio { get; private init; } = "-";

    public string Target { get; private init; } = "-";

    /// <summary>yes, no, inconclusive, or a dash where there is no target. What was not measured is never met.</summary>
    public string Met { get; private init; } = "-";

    /// <summary>Whether this row keeps the run from success.</summary>
    public bool Failed => Met is "no" or Inconclusive;

    /// <summary>
    /// Measured against a peer: figures are medians over the rounds, the ratio is the median of the rounds' ratios. A peer that came to nothing
    /// is no peer.
    /// </summary>
    public static Row Against(string what, Paired pair, Target? target = null) => pair.Peer.Value <= 0 || !double.IsFinite(pair.Ratio)
        ? NotMeasured(what, $"{pair.PeerName} came to {pair.Peer}, beside {pair.Measured}", target)
        : Compared(what, pair, target);

    /// <summary>Measured against a target alone.</summary>
    public static Row Of(string what, Figure measured, Target? target = null) => new(what)
    {
        Measured = measured.ToString(),
        Target = target?.ToString() ?? "-",
        Met = target is null ? "-" : YesNo(target.IsMet(measured.Value, null)),
    };

    /// <summary>Stated in words.</summary>
    public static Row Said(string what, string measured) => new(what) { Measured = measured };

    /// <summary>Measured against what the runbook allows, and judged as its judge does.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="measured">What came out.</param>
    /// <param name="allowed">What the runbook allows.</param>
    /// <param name="met">Whether that is met; null when what was measured does not tell.</param>
    public static Row Judged(string what, string measured, string allowed, bool? met) => new(what)
    {
        Measured = measured,
        Target = allowed,
        Met = met is { } known ? YesNo(known) : Inconclusive,
    };

    /// <summary>Something is missing here; the reason stands where the figure would. With a target it counts as not met.</summary>
    public static Row NotMeasured(string what, string reason, Target? target = null) => new(what)
    {
        Measured = $"not measured: {reason}",
        Target = target?.ToString() ?? "-",
        Met = target is null ? "-" : YesNo(false),
    };

    /// <summary>A benchmark that failed: nothing it would have shown is met.</summary>
    public static Row Broken(string benchmark, Exception cause) => new(benchmark)
    {
        Measured = $"not measured: it failed with {cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}",
        Met = YesNo(false),
    };

    private static Row Compared(string what, Paired pair, Target? target) => new(what)
    {
        Measured = pair.Measured.ToString(),
        Peer = $"{pair.PeerName}: {pair.Peer}",
        Ratio = pair.Ratio.ToString("0.00", CultureInfo.InvariantCulture),
        Target = target?.ToString() ?? "-",
        Met = target is null ? "-" : YesNo(target.IsMet(pair.Measured.Value, pair.Ratio)),
    };

    private static string YesNo(bool met) => met ? "yes" : "no";
}
