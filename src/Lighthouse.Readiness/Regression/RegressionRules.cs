using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Regression;

/// <summary>When a figure counts as worse. The numbers stand in the runbook, as sizes of the gate that compares.</summary>
/// <param name="Investigate">The least worsening that has to be looked into, such as 0.05.</param>
/// <param name="Block">The least worsening that blocks a release, such as 0.15.</param>
/// <param name="ErrorRate">The chance of calling anything worse where nothing is, over all figures together, such as 0.05.</param>
public sealed record RegressionRules(double Investigate, double Block, double ErrorRate)
{
    private static readonly string[] Names = ["investigate", "block", "error_rate"];

    /// <summary>Reads the sizes <c>investigate</c>, <c>block</c> and <c>error_rate</c>.</summary>
    /// <exception cref="KeyNotFoundException">One is missing.</exception>
    /// <exception cref="ArgumentException">One is no ratio, or they contradict each other.</exception>
    public static RegressionRules Of(GateSizes sizes)
    {
        var rules = new RegressionRules(Part(sizes, "investigate"), Part(sizes, "block"), Part(sizes, "error_rate"));
        return rules.Block >= rules.Investigate && rules.ErrorRate <= 0.5
            ? rules
            : throw new ArgumentException($"LH3801: block is {sizes["block"]}, investigate {sizes["investigate"]}, error_rate {sizes["error_rate"]}; allowed are block from investigate on, and an error rate of at most 50 %.");
    }

    /// <summary>The rules of the gate that has them, of the smallest profile; null when no gate has.</summary>
    public static (Gate Gate, RegressionRules Rules)? Find(Runbook runbook) =>
        runbook.Gates
            .SelectMany(gate => gate.Sizes.OrderBy(sizes => sizes.Key).Select(sizes => (Gate: gate, Sizes: sizes.Value)))
            .Where(one => Names.All(one.Sizes.ByName.ContainsKey))
            .Select(one => ((Gate, RegressionRules)?)(one.Gate, Of(one.Sizes)))
            .FirstOrDefault();

    /// <summary>The sizes that must be equal for figures to be comparable: all but these rules and the number of runs.</summary>
    public static IReadOnlyDictionary<string, string> Conditions(GateSizes sizes) => new SortedDictionary<string, string>(
        sizes.ByName.Where(size => !Names.Contains(size.Key) && size.Key != "runs").ToDictionary(size => size.Key, size => size.Value.ToExactString()),
        StringComparer.Ordinal);

    private static double Part(GateSizes sizes, string name) => sizes[name].In(Unit.Ratio).Value;
}
