using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Evidence;
using Xunit;

namespace Lighthouse.Readiness.Tests.Decisions;

/// <summary>A runbook without a day for a criterion does not ask for it, and the decision says so in its first sentences.</summary>
public sealed class CriteriaThatNobodyAskedFor
{
    [Fact]
    public void Are_left_out_and_named()
    {
        var runbook = Specimen.Week with { Decision = Specimen.Week.Decision with { ResilienceDay = null, IntegrationDay = null } };
        var decision = DecisionMaker.Decide(runbook, Specimen.Identity, [], GovernanceStanding.Untouched, DateTimeOffset.UnixEpoch);
        Assert.Equal(["all_tests_passed", "no_critical_issues", "security_cleared", "performance_validated"], decision.Criteria.Select(criterion => criterion.Name));
        Assert.Contains("This runbook does not ask for chaos_resilient, integration_complete: it names no day for it.", decision.Rationale);
    }

    [Fact]
    public void A_day_that_does_not_hold_still_fails_the_criterion_that_is_asked_for()
    {
        var decision = DecisionMaker.Decide(Specimen.Week, Specimen.Identity, [], GovernanceStanding.Untouched, DateTimeOffset.UnixEpoch);
        Assert.Equal(6, decision.Criteria.Count);
        Assert.DoesNotContain(decision.Criteria, criterion => criterion.Holding == Holding.Yes && criterion.Name != "no_critical_issues");
        Assert.DoesNotContain(decision.Rationale, sentence => sentence.Contains("does not ask for", StringComparison.Ordinal));
    }
}
