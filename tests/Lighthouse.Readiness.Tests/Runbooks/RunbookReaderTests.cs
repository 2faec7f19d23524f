using System.Security.Cryptography;
using System.Text;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class RunbookReaderTests
{
    private readonly Runbook runbook = SmallRunbook.Read(SmallRunbook.Text);

    [Fact]
    public void The_head_is_read()
    {
        Assert.Equal(("small", "A small week", SmallRunbook.Path), (runbook.Name, runbook.Title, runbook.Path));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SmallRunbook.Text))), runbook.Digest);
    }

    [Fact]
    public void Metrics_are_read()
    {
        Assert.Equal(["attack.accepted", "answer.time", "answer.time.queue", "answer.errors", "heap.growth"], runbook.Metrics.Select(metric => metric.Name));
        Assert.Equal(
            new MetricDefinition("heap.growth", MetricShape.Scalar, Dimension.DataGrowth, "Growth of the heap.", new SourceLocation(SmallRunbook.Path, 8, 3)),
            runbook.FindMetric("heap.growth"));
    }

    [Fact]
    public void Days_are_read()
    {
        Assert.Equal(["Monday", "Tuesday"], runbook.Days.Select(day => day.Name));
        var monday = runbook.Days[0];
        Assert.Equal(("Security", "Attacks", "Lighthouse.Suites.Security"), (monday.Task, monday.Title, monday.Suite));
        Assert.Equal(TimeSpan.FromMinutes(10), monday.TimeLimits[Profile.Standard]);
        Assert.Equal(3, monday.TimeLimits.Count);
    }

    [Fact]
    public void Gates_are_read_and_point_at_their_line()
    {
        var gate = runbook.FindGate("answer-time")!;
        Assert.Equal(("Tuesday", "Answers are fast.", Severity.High, "Performance"), (gate.Day, gate.Title, gate.Severity, gate.Owner));
        Assert.Equal("Look at the timeline.", gate.Remedy);
        Assert.Equal(SmallRunbook.LineOf(SmallRunbook.Text, "- id: answer-time"), gate.Location.Line);
        Assert.Equal(["answer.time.p99.9 < 1,000 ms at 99 % confidence", "answer.errors <= 0.1 %"], gate.Criteria.Select(criterion => criterion.Text));
    }

    [Fact]
    public void A_profile_that_is_absent_defers_the_gate()
    {
        var gate = runbook.FindGate("answer-time")!;
        Assert.False(gate.IsEvaluatedIn(Profile.Quick));
        Assert.Equal(Profile.Standard, gate.DeferredTo(Profile.Quick));
        Assert.True(runbook.FindGate("attack")!.IsEvaluatedIn(Profile.Full));
    }

    [Fact]
    public void Sizes_are_read_with_their_units()
    {
        var sizes = runbook.FindGate("attack")!.Sizes[Profile.Quick];
        Assert.Equal(1000, sizes.Count("attempts"));
        Assert.Equal(TimeSpan.FromSeconds(10), sizes.Duration("duration"));
        Assert.Equal(60.0, sizes.Rate("rate"));
        Assert.Equal(new Quantity(60, Unit.PerSecond), sizes["rate"]);
    }

    [Fact]
    public void Planned_gates_are_none_that_can_be_found()
    {
        Assert.Equal(("replay", "Monday"), (Assert.Single(runbook.Planned).Id, runbook.Planned[0].Day));
        Assert.Null(runbook.FindGate("replay"));
    }

    [Fact]
    public void The_decision_is_read_and_may_name_planned_gates()
    {
        Assert.Equal(["attack", "replay"], runbook.Decision.SecurityClearance["replay_protection"]);
        Assert.Equal(["answer-time"], runbook.Decision.PerformanceValidation["fast"]);
        Assert.Equal(("Monday", "Tuesday"), (runbook.Decision.SecurityDay, runbook.Decision.IntegrationDay));
        Assert.Empty(runbook.Decision.Approvals[Profile.Standard]);
        Assert.Equal(["Security", "DevOps"], runbook.Decision.Approvals[Profile.Full]);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_change_nothing_but_the_digest()
    {
        var other = SmallRunbook.Read("\uFEFF" + SmallRunbook.Text.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(runbook.Gates.SelectMany(gate => gate.Criteria), other.Gates.SelectMany(gate => gate.Criteria));
        Assert.NotEqual(runbook.Digest, other.Digest);
    }
}
