using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class Week2Tests
{
    private static readonly Dictionary<string, string> Demanded = new()
    {
        ["Monday"] = """
            auth-bypass agent-impersonation session-hijacking replay csrf privilege-escalation rate-limit-bypass nonce-reuse
            hmac-forgery penetration scan-dependencies scan-data-age scan-code scan-secrets scan-container
            """,
        ["Tuesday"] = """
            wait-for-messages-baseline elicitation-latency elicitation-improvement error-rate timeout-rate delivery-rate
            throughput concurrent-agents scaling-ladder workload-mix sla endurance leak memory-pressure validation-latency
            file-view-latency event-store no-regression
            """,
        ["Wednesday"] = """
            network-partition process-crash event-store-corruption memory-exhaustion cpu-throttling disk-io-stress
            clock-skew dependency-failure byzantine-agents resilience-score rollback-drill
            """,
        ["Thursday"] = """
            elicitation-workflow registration-and-authentication rollback-capability concurrent-coordination message-routing
            deadlock-prevention expert-registration expert-delegation expert-load-balancing event-persistence event-replay
            event-projection event-immutability time-travel audit-completeness integration-latency concurrent-operations
            websocket-fanout
            """,
    };

    private readonly Runbook week2 = Week2.Read();

    [Fact]
    public void Each_day_has_every_gate_that_the_week_demands_measured_or_planned()
    {
        Assert.Equal(Demanded.Keys, week2.Days.Select(day => day.Name));
        foreach (var (day, ids) in Demanded)
        {
            var there = week2.FindDay(day)!.Gates.Select(gate => gate.Id).Concat(week2.Planned.Where(gate => gate.Day == day).Select(gate => gate.Id));
            Assert.Equal(ids.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Order(), there.Order());
        }
    }

    [Fact]
    public void Every_gate_of_Thursday_is_measured() => Assert.DoesNotContain(week2.Planned, gate => gate.Day == "Thursday");

    [Fact]
    public void Quick_defers_what_needs_more_than_the_SDK_or_more_than_minutes_and_nothing_else() =>
        Assert.Equal(
            ["clock-skew", "dependency-failure", "disk-io-stress", "elicitation-improvement", "endurance", "file-view-latency", "memory-exhaustion", "no-regression", "scaling-ladder", "scan-container", "scan-data-age", "throughput"],
            week2.Gates.Where(gate => !gate.IsEvaluatedIn(Profile.Quick)).Select(gate => gate.Id).Order());

    [Fact]
    public void The_eight_service_levels_are_those_of_the_week()
    {
        var levels = week2.FindGate("sla")!.Levels.Select(level =>
            $"{level.Id} {(level.IsCeiling ? '>' : '<')} {level.Limit} {level.Severity} {level.Grace.TotalSeconds} {level.Answer}");
        Assert.Equal(
            [
                "compliance < 99 % Major 60 Rollback", "p99 > 100 ms Major 30 Rollback", "average > 50 ms Minor 120 Alert",
                "availability < 99.9 % Critical 10 Rollback", "errors > 1 % Major 60 Rollback", "rate < 10 /s Minor 300 Alert",
                "cpu > 85 % Warning 180 Alert", "memory > 90 % Major 60 Rollback",
            ],
            levels);
    }

    [Fact]
    public void The_release_itself_measures_every_gate() => Assert.All(week2.Gates, gate => Assert.True(gate.IsEvaluatedIn(Profile.Full), gate.Id));

    [Fact]
    public void Every_count_of_bad_things_also_says_how_many_were_looked_at_or_rests_on_one_that_does()
    {
        foreach (var gate in week2.Gates.Where(gate => gate.Criteria.Any(criterion => criterion.Comparison == Comparison.Equal)))
            Assert.Contains(gate.Criteria, criterion => criterion.Statistic.Kind == StatisticKind.Samples && criterion.Threshold.Value >= 4);
    }

    [Fact]
    public void The_latency_gate_is_the_runbooks()
    {
        var gate = week2.FindGate("elicitation-latency")!;
        Assert.Equal(
            ["elicitation.end_to_end.p50 < 50 ms", "elicitation.end_to_end.p95 < 200 ms", "elicitation.end_to_end.p99 < 300 ms", "elicitation.end_to_end.p99.9 < 1000 ms"],
            gate.Criteria.Select(criterion => criterion.ToString()));
        Assert.Equal((500, TimeSpan.FromSeconds(24), 125.0), (gate.Sizes[Profile.Quick].Count("agents"), gate.Sizes[Profile.Quick].Duration("duration"), gate.Sizes[Profile.Quick].Rate("rate")));
        Assert.Equal((10_000, 1500.0), (gate.Sizes[Profile.Full].Count("agents"), gate.Sizes[Profile.Full].Rate("rate")));
    }

    [Theory]
    [InlineData("Monday", "Security", "120 s", "10 min", "2 h")]
    [InlineData("Tuesday", "Performance", "120 s", "15 min", "80 h")]
    [InlineData("Wednesday", "Resilience", "120 s", "15 min", "4 h")]
    [InlineData("Thursday", "Integration", "60 s", "10 min", "2 h")]
    public void Each_day_has_its_task_its_suite_and_its_time(string name, string task, string quick, string standard, string full)
    {
        var day = week2.FindDay(name)!;
        Assert.Equal((task, $"Lighthouse.Suites.{task}"), (day.Task, day.Suite));
        Assert.Equal([Time(quick), Time(standard), Time(full)], Enum.GetValues<Profile>().Select(profile => day.TimeLimits[profile]));
    }

    [Fact]
    public void The_decision_has_the_named_parts_and_the_four_approvals()
    {
        var rules = week2.Decision;
        Assert.Equal(["authentication_secure", "replay_protection", "rate_limiting", "csrf_protection", "no_critical_vulnerabilities"], rules.SecurityClearance.Keys);
        Assert.Equal(["p99_under_300ms", "throughput_adequate", "no_memory_leaks", "endurance_passed"], rules.PerformanceValidation.Keys);
        Assert.Equal(("Monday", "Tuesday", "Wednesday", "Thursday"), (rules.SecurityDay, rules.PerformanceDay, rules.ResilienceDay, rules.IntegrationDay));
        Assert.Empty(rules.Approvals[Profile.Quick]);
        Assert.Equal(["Security", "DevOps", "Performance", "Product"], rules.Approvals[Profile.Full]);
    }

    [Fact]
    public void Its_first_line_leads_an_editor_to_the_schema_beside_it()
    {
        var first = File.ReadLines(Week2.File).First();
        Assert.Equal($"# yaml-language-server: $schema={Path.GetFileName(Week2.Schema)}", first);
    }

    private static TimeSpan Time(string text) => Quantity.TryParse(text, out var quantity) ? TimeSpan.FromSeconds(quantity.In(Unit.Second).Value) : throw new FormatException(text);
}
