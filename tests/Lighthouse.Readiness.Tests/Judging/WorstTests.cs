using Lighthouse.Readiness.Judging;
using Xunit;

namespace Lighthouse.Readiness.Tests.Judging;

public sealed class WorstTests
{
    [Theory]
    [InlineData(Verdict.Passed, Verdict.Passed, Verdict.Passed)]
    [InlineData(Verdict.Inconclusive, Verdict.Passed, Verdict.Inconclusive)]
    [InlineData(Verdict.NotRun, Verdict.Passed, Verdict.NotRun)]
    [InlineData(Verdict.NotRun, Verdict.Inconclusive, Verdict.NotRun)]
    [InlineData(Verdict.Failed, Verdict.NotRun, Verdict.Failed)]
    [InlineData(Verdict.Failed, Verdict.Inconclusive, Verdict.Failed)]
    [InlineData(Verdict.Failed, Verdict.Passed, Verdict.Failed)]
    public void The_worse_of_two_counts_in_either_order(Verdict worse, Verdict one, Verdict other)
    {
        Assert.Equal(worse, Judge.Worst([one, other]));
        Assert.Equal(worse, Judge.Worst([other, one]));
    }

    [Fact]
    public void Nothing_at_all_is_not_run() => Assert.Equal(Verdict.NotRun, Judge.Worst([]));

    [Fact]
    public void A_value_outside_the_set_is_not_run() => Assert.Equal(Verdict.NotRun, Judge.Worst([(Verdict)99, Verdict.Passed]));

    [Fact]
    public void What_was_forgotten_is_not_run() => Assert.Equal(Verdict.NotRun, default);
}
