using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Results.TestRuns;

/// <summary>Outcomes of tests as figures: failures of those that ran, and what was left out of all.</summary>
internal static class TestCounts
{
    public static IReadOnlyList<ToolLabel> Of(int failed, int skipped, int all) =>
    [
        new ToolLabel(ToolLabel.Total)
        {
            Counts = new Dictionary<string, ScalarObservation>
            {
                ["failed"] = new(Quantity.Count(failed), all - skipped),
                ["skipped"] = new(Quantity.Count(skipped), all),
            },
        },
    ];
}
