using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Evidence;
using Xunit;

namespace Lighthouse.Readiness.Tests.Judging;

public sealed class DemandTests
{
    [Theory]
    [InlineData(Comparison.Less, 9.0, true, false)]
    [InlineData(Comparison.Less, null, false, false)]
    [InlineData(Comparison.LessOrEqual, 10.0, true, false)]
    [InlineData(Comparison.LessOrEqual, null, false, false)]
    [InlineData(Comparison.GreaterOrEqual, 9.0, false, true)]
    [InlineData(Comparison.GreaterOrEqual, null, false, false)]
    [InlineData(Comparison.Greater, 10.0, false, true)]
    [InlineData(Comparison.Greater, null, false, false)]
    [InlineData(Comparison.GreaterOrEqual, 10.0, false, false)]
    [InlineData(Comparison.Equal, 9.0, false, true)]
    [InlineData(Comparison.Equal, 10.0, false, false)]
    [InlineData(Comparison.Equal, null, false, false)]
    public void Without_a_lower_bound_only_the_upper_speaks(Comparison comparison, double? upper, bool all, bool none) =>
        Says(comparison, null, upper, all, none);

    [Theory]
    [InlineData(Comparison.Less, 10.0, false, true)]
    [InlineData(Comparison.LessOrEqual, 11.0, false, true)]
    [InlineData(Comparison.LessOrEqual, 10.0, false, false)]
    [InlineData(Comparison.GreaterOrEqual, 10.0, true, false)]
    [InlineData(Comparison.Greater, 11.0, true, false)]
    [InlineData(Comparison.Equal, 11.0, false, true)]
    [InlineData(Comparison.Equal, 10.0, false, false)]
    public void Without_an_upper_bound_only_the_lower_speaks(Comparison comparison, double lower, bool all, bool none) =>
        Says(comparison, lower, null, all, none);

    [Theory]
    [InlineData(Comparison.Less, 12.0, 12.0)]
    [InlineData(Comparison.Greater, 12.0, -12.0)]
    [InlineData(Comparison.Equal, 12.0, 2.0)]
    [InlineData(Comparison.Equal, 7.0, 3.0)]
    public void How_bad_a_number_is_follows_from_what_is_asked(Comparison comparison, double number, double badness) =>
        Assert.Equal(badness, Demand.Badness(Specimen.CriterionOf("n", Specimen.Accepted, default, comparison, Quantity.Count(10)), new Quantity(number, Unit.One)));

    private static void Says(Comparison comparison, double? lower, double? upper, bool all, bool none)
    {
        var criterion = Specimen.CriterionOf("n", Specimen.Accepted, default, comparison, Quantity.Count(10));
        Assert.Equal(all, Demand.IsMetByAll(criterion, Number(lower), Number(upper)));
        Assert.Equal(none, Demand.IsMetByNone(criterion, Number(lower), Number(upper)));
    }

    private static Quantity? Number(double? value) => value is { } number ? new Quantity(number, Unit.One) : null;
}
