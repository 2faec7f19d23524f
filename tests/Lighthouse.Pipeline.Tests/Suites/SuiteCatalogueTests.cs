using Lighthouse.Pipeline.Suites;
using Lighthouse.Readiness.Results;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Tests.Suites;

public sealed class SuiteCatalogueTests
{
    private static readonly Day Tuesday = RunbookReader.ReadFile(Checkout.Week2).FindDay("Tuesday")!;

    private static Gate Leak => Tuesday.Gates.Single(gate => gate.Id == "leak");

    [Fact]
    public void A_gate_that_no_test_measures_is_a_mistake() => Assert.Contains("LH5101", Compare(Leak).Select(error => error.Code));

    [Fact]
    public void A_gate_whose_every_metric_another_tool_measures_needs_no_test() =>
        Assert.Empty(Compare(Leak with { Sources = [.. Leak.Criteria.Select(criterion => criterion.Metric).Distinct().Select(Source)] }));

    [Fact]
    public void A_criterion_that_neither_a_test_nor_a_source_feeds_is_a_mistake() =>
        Assert.Contains("LH5102", Compare(Leak with { Sources = [Source("leak.failed")] }).Select(error => error.Code));

    private static IReadOnlyList<RunbookError> Compare(Gate gate) =>
        new SuiteCatalogue(new Dictionary<string, IReadOnlySet<string>>()).Compare(Tuesday with { Gates = [gate] });

    private static ResultSource Source(string metric) => new(metric, ResultFormat.K6, "k6.json", ToolLabel.Total, "p99", null, Leak.Location);
}
