using System.Text.Json;
using System.Xml.Linq;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Tests.Decisions;
using Lighthouse.Readiness.Tests.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Reporting;

public sealed class ReportWriterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lighthouse-reports-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Decision Decide(IReadOnlyList<DayVerdict> days) => DecisionMaker.Decide(SampleWeek.Runbook, SampleWeek.Identity, days, GovernanceStanding.Untouched, SampleWeek.Decided);

    private static IReadOnlyList<DayVerdict> Missed() => SampleWeek.WithVerdict("elicitation-latency", Verdict.Failed);

    private JsonElement Write(IReadOnlyList<DayVerdict> days, string name)
    {
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(days));
        return Read(name);
    }

    private JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name))).RootElement;

    private string[] Names() => [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static void AssertHas(JsonElement report, params string[] fields) =>
        Assert.Empty(fields.Except(report.EnumerateObject().Select(field => field.Name)));

    [Fact]
    public void A_GO_leaves_exactly_its_files()
    {
        var written = ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(SampleWeek.Passing()));

        string[] expected =
        [
            "chaos_engineering_report.json", "findings.sarif", "friday_decision.json", "go_no_go_decision.json", "index.html", "junit.xml", "monday_report.json",
            "monday_security_report.json", "summary.md", "thursday_integration.json", "thursday_report.json", "tuesday_performance_report.json", "tuesday_report.json",
            "wednesday_report.json", "wednesday_resilience_report.json", "week2_final_report.json", "week3_preparation.json",
        ];
        Assert.Equal(expected, Names());
        Assert.Equal(expected, written.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_decision_removes_what_belonged_to_the_other()
    {
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(SampleWeek.Passing()));
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(Missed()));
        Assert.Contains("remediation_plan.json", Names());
        Assert.Contains("remediation_plan.md", Names());
        Assert.DoesNotContain("week3_preparation.json", Names());

        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(SampleWeek.Passing()));
        Assert.DoesNotContain(Names(), name => name.StartsWith("remediation", StringComparison.Ordinal));
    }

    [Fact]
    public void A_day_that_was_not_run_keeps_no_report_of_an_earlier_run()
    {
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(SampleWeek.Passing()));
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide([.. SampleWeek.Passing().Where(day => day.Day.Name != "Wednesday")]));

        Assert.DoesNotContain(Names(), name => name.StartsWith("wednesday", StringComparison.Ordinal) || name.StartsWith("chaos", StringComparison.Ordinal));
        Assert.Equal(JsonValueKind.Null, Read("week2_final_report.json").GetProperty("daily_reports").GetProperty("Wednesday").GetProperty("report").ValueKind);
    }

    [Fact]
    public void A_failure_of_this_run_stays_and_one_of_an_earlier_run_goes()
    {
        var day = SampleWeek.Runbook.Days[0];
        ReportWriter.WriteDay(folder, SampleWeek.Runbook, SampleWeek.Identity, SampleWeek.Passing()[0]);
        ReportWriter.WriteDayFailure(folder, SampleWeek.Runbook, SampleWeek.Identity, day, "LH4711", "the disk broke", SampleWeek.Begun);
        Assert.Equal(["monday_failure.json"], Names());
        Assert.False(Read("monday_failure.json").GetProperty("go_decision").GetBoolean());

        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide([.. SampleWeek.Passing().Skip(1)]));
        Assert.Contains("monday_failure.json", Names());

        var later = SampleWeek.Identity with { RunId = "later" };
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, DecisionMaker.Decide(SampleWeek.Runbook, later, [.. SampleWeek.Passing().Skip(1)], GovernanceStanding.Untouched, SampleWeek.Decided));
        Assert.DoesNotContain("monday_failure.json", Names());
    }

    [Fact]
    public void A_day_that_passed_has_no_failure()
    {
        ReportWriter.WriteDayFailure(folder, SampleWeek.Runbook, SampleWeek.Identity, SampleWeek.Runbook.Days[0], "LH4711", "x", SampleWeek.Begun);
        ReportWriter.WriteDay(folder, SampleWeek.Runbook, SampleWeek.Identity, SampleWeek.Passing()[0]);
        Assert.Equal(["findings.sarif", "monday_report.json", "monday_security_report.json"], Names());
    }

    [Fact]
    public void Clearing_removes_every_report_and_nothing_else()
    {
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(SampleWeek.Passing()));
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(Missed()));
        ReportWriter.WriteDayFailure(folder, SampleWeek.Runbook, SampleWeek.Identity, SampleWeek.Runbook.Days[0], "LH4711", "x", SampleWeek.Begun);
        File.WriteAllText(Path.Combine(folder, "mine.txt"), "");
        // Begun by a process that was killed.
        File.WriteAllText(Path.Combine(folder, "monday_report.json.tmp"), "{");

        ReportWriter.Clear(folder, SampleWeek.Runbook);

        Assert.Equal(["mine.txt"], Names());
    }

    [Fact]
    public void A_disk_that_fills_up_on_the_way_leaves_no_decision_to_be_misread()
    {
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(SampleWeek.Passing()));
        var files = 0;
        var filling = new ReportFolder(folder, path => ++files > 12 ? throw new IOException("No space left on device", 0x1C) : File.Create(path));

        Assert.Equal("LH5001", Assert.Throws<ReportException>(() => ReportWriter.WriteDecision(filling, SampleWeek.Runbook, Decide(Missed()))).Code);

        Assert.DoesNotContain(Names(), name => name.Contains("decision", StringComparison.Ordinal) || name == "week3_preparation.json" || name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../monday")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("C:x")]
    public void A_day_whose_name_is_no_file_name_is_refused(string name)
    {
        var day = SampleWeek.Passing()[0];
        Assert.Equal("LH5003", Assert.Throws<ReportException>(() =>
            ReportWriter.WriteDay(folder, SampleWeek.Runbook, SampleWeek.Identity, day with { Day = day.Day with { Name = name } })).Code);
        Assert.Empty(Names());
    }

    [Fact]
    public void Both_decision_files_are_the_same_bytes()
    {
        Write(Missed(), "friday_decision.json");
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "friday_decision.json")), File.ReadAllBytes(Path.Combine(folder, "go_no_go_decision.json")));
    }

    [Fact]
    public void Every_JSON_report_says_which_run_it_belongs_to()
    {
        Write(Missed(), "friday_decision.json");
        foreach (var name in Names().Where(name => name.EndsWith(".json", StringComparison.Ordinal)))
        {
            var report = Read(name);
            AssertHas(report, "schema_version", "run_id", "commit", "profile", "runbook_digest");
            Assert.Equal(SampleWeek.Identity.RunId, report.GetProperty("run_id").GetString());
        }
    }

    [Fact]
    public void The_decision_has_the_fields_that_others_read()
    {
        var report = Write(SampleWeek.Passing(), "friday_decision.json");

        AssertHas(report, "decision", "timestamp", "criteria", "test_summary", "security_clearance", "performance_validation", "rationale", "next_steps");
        Assert.Equal("GO", report.GetProperty("decision").GetString());
        AssertHas(report.GetProperty("criteria"), "all_tests_passed", "no_critical_issues", "security_cleared", "performance_validated", "chaos_resilient", "integration_complete");
        AssertHas(report.GetProperty("test_summary"), "total_tests", "passed", "failed", "pass_rate", "critical_issues");
        AssertHas(report.GetProperty("security_clearance"), "authentication_secure", "replay_protection", "rate_limiting", "csrf_protection", "no_critical_vulnerabilities", "granted");
        AssertHas(report.GetProperty("performance_validation"), "p99_under_300ms", "throughput_adequate", "no_memory_leaks", "endurance_passed", "validated");
        Assert.Equal(JsonValueKind.Null, report.GetProperty("security_clearance").GetProperty("rate_limiting").ValueKind);
        Assert.Equal(1.0, report.GetProperty("test_summary").GetProperty("pass_rate").GetDouble());
    }

    [Fact]
    public void Each_verdict_is_linked_to_its_evidence()
    {
        var gate = Write(Missed(), "go_no_go_decision.json").GetProperty("gates").EnumerateArray().Single(gate => gate.GetProperty("id").GetString() == "elicitation-latency");
        var criterion = gate.GetProperty("criteria")[0];

        AssertHas(gate, "verdict", "reason", "criteria");
        AssertHas(criterion, "verdict", "measured", "allowed", "interval", "samples", "reason", "evidence");
        Assert.Equal("evidence/tuesday.jsonl", criterion.GetProperty("evidence").GetProperty("file").GetString());
        Assert.Equal([3, 5], criterion.GetProperty("evidence").GetProperty("sequences").EnumerateArray().Select(sequence => sequence.GetInt32()));
        Assert.Equal(450, criterion.GetProperty("measured").GetProperty("value").GetDouble());
    }

    [Fact]
    public void The_pass_rate_is_computed_and_gates_that_did_not_run_lower_it()
    {
        var summary = Write([.. SampleWeek.Passing().Skip(1)], "friday_decision.json").GetProperty("test_summary");

        Assert.Equal(7, summary.GetProperty("total_tests").GetInt32());
        Assert.Equal(5.0 / 7, summary.GetProperty("pass_rate").GetDouble());
        Assert.False(summary.GetProperty("older_rule").GetProperty("met").GetBoolean());
        Assert.Equal(2, summary.GetProperty("critical_issues").GetArrayLength());
    }

    [Theory]
    [InlineData("monday_report.json", "day", "date", "tests_run", "tests_passed", "tests_failed", "critical_issues", "recommendations", "go_decision")]
    [InlineData("monday_security_report.json", "date", "tests_run", "tests_passed", "critical_issues", "recommendations")]
    [InlineData("tuesday_performance_report.json", "date", "baseline_vs_elicitation", "p99_target_met", "recommendations")]
    [InlineData("wednesday_resilience_report.json", "date", "scenarios_tested", "resilience_score", "recovery_times", "recommendations")]
    [InlineData("thursday_integration.json", "date", "tests_run", "tests_passed", "go_decision")]
    [InlineData("chaos_engineering_report.json", "test_suite", "timestamp", "summary", "scenarios", "resilience_score", "recommendations", "critical_findings")]
    [InlineData("week2_final_report.json", "week", "dates", "final_decision", "test_summary", "daily_reports", "artifacts")]
    [InlineData("remediation_plan.json", "failures", "priority_fixes", "estimated_time", "estimated_time_basis", "resources_needed", "retest_required", "retests")]
    public void Each_report_has_the_fields_that_others_read(string name, params string[] fields) => AssertHas(Write(Missed(), name), fields);

    [Fact]
    public void The_day_of_a_miss_does_not_say_GO_and_the_others_do()
    {
        Write(Missed(), "friday_decision.json");

        Assert.False(Read("tuesday_report.json").GetProperty("go_decision").GetBoolean());
        Assert.False(Read("tuesday_performance_report.json").GetProperty("p99_target_met").GetBoolean());
        Assert.True(Read("monday_report.json").GetProperty("go_decision").GetBoolean());
        Assert.Equal(JsonValueKind.Null, Read("tuesday_performance_report.json").GetProperty("baseline_vs_elicitation").GetProperty("p99_improvement").ValueKind);
    }

    [Theory]
    [InlineData(0.5, 2.0)]
    [InlineData(0, null)]
    public void The_improvement_is_that_of_the_slowest_in_a_hundred(double ratio, double? improvement)
    {
        var figure = new RecordedFigure("elicitation_improvement.p99", new Quantity(ratio, Unit.Ratio), 440, "measured", [], 7);
        Write(SampleWeek.WithGate("elicitation-latency", judged => judged with { Recorded = [figure] }), "friday_decision.json");

        var reported = Read("tuesday_performance_report.json").GetProperty("baseline_vs_elicitation").GetProperty("p99_improvement");
        Assert.Equal(improvement, reported.ValueKind == JsonValueKind.Null ? null : reported.GetDouble());
    }

    [Fact]
    public void A_day_run_for_one_gate_does_not_say_GO()
    {
        ReportWriter.WriteDay(folder, SampleWeek.Runbook, SampleWeek.Identity, SampleWeek.Passing()[0] with { OnlyGate = "auth-bypass" });
        Assert.False(Read("monday_report.json").GetProperty("go_decision").GetBoolean());
    }

    [Fact]
    public void A_scenario_shows_what_was_measured_and_null_for_the_rest()
    {
        var report = Write(
            SampleWeek.WithGate("process-crash", gate => gate with { Period = new(SampleWeek.Begun, SampleWeek.Begun.AddSeconds(12.5)) }), "chaos_engineering_report.json");
        var scenario = report.GetProperty("scenarios")[0];

        AssertHas(scenario, "scenario", "start_time", "end_time", "duration_seconds", "recovery_time_seconds", "service_availability", "data_integrity", "auto_recovery", "manual_intervention", "errors_observed", "metrics", "verdict");
        Assert.Equal(12.5, scenario.GetProperty("duration_seconds").GetDouble());
        Assert.Equal(TimeSpan.FromSeconds(12.5), scenario.GetProperty("end_time").GetDateTimeOffset() - scenario.GetProperty("start_time").GetDateTimeOffset());
        Assert.Equal(7.5, scenario.GetProperty("recovery_time_seconds").GetDouble());
        Assert.Equal(JsonValueKind.Null, scenario.GetProperty("service_availability").ValueKind);
        Assert.Equal(JsonValueKind.Null, report.GetProperty("resilience_score").ValueKind);
        Assert.Equal(7.5, Read("wednesday_resilience_report.json").GetProperty("recovery_times").GetProperty("process-crash").GetDouble());
        AssertHas(report.GetProperty("summary"), "total_scenarios", "passed", "failed", "partial", "pass_rate");
    }

    [Theory]
    [InlineData(0, true, "maintained")]
    [InlineData(6, true, "lost")]
    [InlineData(0, false, "maintained")]
    public void A_scenario_says_what_became_of_acknowledged_work_and_whether_the_target_came_back_by_itself(int lost, bool isBack, string integrity)
    {
        var days = SampleWeek.WithGate("process-crash", gate => gate with
        {
            Verdict = Verdict.Failed,
            Criteria = [.. gate.Criteria.Select((criterion, index) => index == 1
                ? criterion with { Point = Quantity.Count(lost), Verdict = lost > 0 ? Verdict.Failed : Verdict.Passed }
                : criterion with { Verdict = isBack ? Verdict.Passed : Verdict.Failed })],
        });
        var scenario = Write(days, "chaos_engineering_report.json").GetProperty("scenarios")[0];

        Assert.Equal(integrity, scenario.GetProperty("data_integrity").GetString());
        Assert.Equal(isBack, scenario.GetProperty("auto_recovery").GetBoolean());
        Assert.Equal(!isBack, scenario.GetProperty("manual_intervention").GetBoolean());
    }

    [Fact]
    public void The_week_s_score_is_in_both_reports_of_resilience()
    {
        var week = Week2.Read();
        var wednesday = SampleWeek.Judged(week.FindDay("Wednesday")!, _ => Verdict.Passed);
        ReportWriter.WriteDay(folder, week, SampleWeek.Identity, wednesday);

        var score = wednesday.Gates.Single(gate => gate.Gate.Id == "resilience-score").Criteria[0].Point!.Value.Value;
        Assert.Equal(score, Read("wednesday_resilience_report.json").GetProperty("resilience_score").GetDouble());
        Assert.Equal(score, Read("chaos_engineering_report.json").GetProperty("resilience_score").GetDouble());
    }

    [Fact]
    public void The_remediation_plan_names_each_miss_worst_first_with_the_command_that_measures_it_again()
    {
        var days = SampleWeek.WithGate("elicitation-workflow", gate => SampleWeek.Judged(gate.Gate, Verdict.NotRun))
            .Select(day => day.Day.Name == "Tuesday" ? SampleWeek.Judged(day.Day, _ => Verdict.Failed) : day).ToList();
        var plan = Write(days, "remediation_plan.json");

        Assert.Equal(["elicitation-latency", "error-rate", "elicitation-workflow"], plan.GetProperty("failures").EnumerateArray().Select(failure => failure.GetProperty("test").GetString()));
        AssertHas(plan.GetProperty("failures")[0], "test", "severity", "details", "likely_cause", "owner", "rerun");
        Assert.Equal("./build.sh --target=Performance --gate=elicitation-latency --profile=quick --seed=417", plan.GetProperty("failures")[0].GetProperty("rerun").GetString());
        Assert.Equal([1, 2, 3], plan.GetProperty("failures").EnumerateArray().Select(failure => failure.GetProperty("priority").GetInt32()));
        Assert.Equal(["2026-03-07", "2026-03-08", null], plan.GetProperty("failures").EnumerateArray().Select(failure => failure.GetProperty("due").GetString()));
        Assert.Equal([8, 4, 1], plan.GetProperty("failures").EnumerateArray().Select(failure => failure.GetProperty("estimated_hours").GetInt32()));
        Assert.Equal(4, plan.GetProperty("retests").GetArrayLength());
        Assert.Equal("./build.sh --target=GoNoGo --profile=quick", plan.GetProperty("retests")[3].GetString());
        Assert.Equal("13 h", plan.GetProperty("estimated_time").GetString());
        Assert.Contains("nothing measured it", plan.GetProperty("estimated_time_basis").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_day_the_reports_say_so_and_show_no_pass()
    {
        var report = Write([], "friday_decision.json");
        Assert.Equal("NO-DECISION", report.GetProperty("decision").GetString());
        Assert.Equal(0.0, report.GetProperty("test_summary").GetProperty("pass_rate").GetDouble());
        Assert.Equal(JsonValueKind.Null, Read("week2_final_report.json").GetProperty("dates").GetProperty("start").ValueKind);
        Assert.Contains("remediation_plan.json", Names());
    }

    [Fact]
    public void JUnit_counts_what_did_not_pass_as_failure_or_error_and_nothing_as_skipped()
    {
        var days = SampleWeek.WithVerdict("auth-bypass", Verdict.Inconclusive).Select(day => day.Day.Name == "Tuesday" ? SampleWeek.Judged(day.Day, _ => Verdict.Failed) : day).Where(day => day.Day.Name != "Thursday").ToList();
        Write(days, "friday_decision.json");
        var suites = XDocument.Load(Path.Combine(folder, "junit.xml")).Root!;

        Assert.Equal("error", Case(suites, "auth-bypass").Elements().Single().Name.LocalName);
        Assert.Equal("failure", Case(suites, "error-rate").Elements().Single().Name.LocalName);
        Assert.Equal("error", Case(suites, "event-persistence").Elements().Single().Name.LocalName);
        Assert.Empty(Case(suites, "nonce-reuse").Elements());
        Assert.Equal(["Monday", "Tuesday", "Wednesday", "Thursday", "Decision"], suites.Elements("testsuite").Select(suite => suite.Attribute("name")!.Value));
        Assert.All(suites.DescendantsAndSelf().Where(suite => suite.Attribute("tests") is not null), suite =>
        {
            Assert.Equal((int)suite.Attribute("tests")!, suite.Descendants("testcase").Count());
            Assert.Equal((int)suite.Attribute("failures")!, suite.Descendants("failure").Count());
            Assert.Equal((int)suite.Attribute("errors")!, suite.Descendants("error").Count());
        });
        Assert.Empty(suites.Descendants("skipped"));
    }

    [Fact]
    public void A_day_at_fault_shows_no_pass_anywhere_though_its_gates_say_Passed()
    {
        Write(SampleWeek.With("Monday", day => day with { Faults = [new EvidenceFault("LH3007", 4, "broken chain")] }), "friday_decision.json");
        var monday = XDocument.Load(Path.Combine(folder, "junit.xml")).Root!.Elements("testsuite").First();
        Assert.All(monday.Elements("testcase"), one => Assert.Single(one.Elements("error")));

        var criteria = Read("monday_report.json").GetProperty("gates").EnumerateArray().SelectMany(gate => gate.GetProperty("criteria").EnumerateArray());
        Assert.All(criteria, criterion => Assert.Equal("NotRun", criterion.GetProperty("verdict").GetString()));
    }

    private static XElement Case(XElement suites, string name) => suites.Descendants("testcase").Single(one => one.Attribute("name")!.Value == name);
}
