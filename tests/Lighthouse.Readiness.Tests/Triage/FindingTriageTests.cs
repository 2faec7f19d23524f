using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Decisions;
using Lighthouse.Readiness.Tests.Evidence;
using Lighthouse.Readiness.Triage;
using Xunit;

namespace Lighthouse.Readiness.Tests.Triage;

public sealed class FindingTriageTests
{
    private const string Gate = "auth-bypass";
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly FindingWaiver Waiver = new("known", "Security", new DateOnly(2026, 12, 31));

    private readonly FindingRegister register = new([]);
    private DateTimeOffset now = Start;

    [Theory]
    [InlineData(Severity.Critical, "2026-11-21")]
    [InlineData(Severity.High, "2026-11-22")]
    [InlineData(Severity.Medium, "2026-11-27")]
    [InlineData(Severity.Low, null)]
    public void A_new_finding_is_opened_with_the_day_that_its_severity_sets(Severity severity, string? due)
    {
        var entry = Assert.Single(Run(Verdict.Failed, Found(severity: severity)));
        Assert.Equal(TriageEvent.Opened, entry.Event);
        Assert.Equal(due, entry.Due?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("Security", entry.Owner);
    }

    [Fact]
    public void Seen_again_it_keeps_its_first_day()
    {
        Run(Verdict.Failed, Found());
        now = Start.AddDays(5);
        Assert.Empty(Run(Verdict.Failed, Found()));
        Assert.Equal(new DateOnly(2026, 11, 22), Assert.Single(register.Open).Last.Due);
        Assert.Single(register.Overdue(new DateOnly(2026, 11, 23)));
        Assert.Empty(register.Overdue(new DateOnly(2026, 11, 22)));
    }

    [Fact]
    public void A_gate_that_looks_again_and_finds_nothing_closes_it()
    {
        Run(Verdict.Failed, Found());
        Assert.Equal(TriageEvent.Closed, Assert.Single(Run(Verdict.Passed)).Event);
        Assert.Empty(register.Open);
        Assert.Empty(Run(Verdict.Passed));
    }

    [Theory]
    [InlineData(Verdict.NotRun)]
    [InlineData(Verdict.Inconclusive)]
    public void A_gate_that_said_nothing_closes_nothing(Verdict verdict)
    {
        Run(Verdict.Failed, Found());
        Assert.Empty(Run(verdict));
        Assert.Single(register.Open);
    }

    [Fact]
    public void A_gate_that_fails_for_something_else_closes_what_it_did_not_find_again()
    {
        Run(Verdict.Failed, Found("one"));
        var news = Run(Verdict.Failed, Found("two"));
        Assert.Equal([(TriageEvent.Opened, "two"), (TriageEvent.Closed, "one")], news.Select(entry => (entry.Event, entry.Title)));
    }

    [Fact]
    public void A_test_that_broke_off_closes_nothing()
    {
        Run(Verdict.Failed, Found("one"));
        var broken = Day(Verdict.Failed, [Found("two")]);
        broken = broken with { Gates = [.. broken.Gates.Select(gate => gate with { Tests = [new TestEnded(gate.Gate.Id, "Suite.Broken", TestOutcome.NotRun, null, 1)] })] };
        Assert.Equal(TriageEvent.Opened, Assert.Single(Apply(broken, "reference")).Event);
        Assert.Equal(2, register.Open.Count);
    }

    [Fact]
    public void A_fix_that_did_not_hold_is_reopened_with_a_new_day()
    {
        Run(Verdict.Failed, Found());
        Run(Verdict.Passed);
        now = Start.AddDays(30);
        var entry = Assert.Single(Run(Verdict.Failed, Found()));
        Assert.Equal((TriageEvent.Reopened, new DateOnly(2026, 12, 22)), (entry.Event, entry.Due));
        Assert.Equal(Start, Assert.Single(register.Open).First.At);
    }

    [Fact]
    public void A_waiver_is_noted_when_it_begins_and_when_it_ends_and_stops_the_clock_between()
    {
        Assert.Equal([TriageEvent.Opened, TriageEvent.Waived], Run(Verdict.Failed, Found() with { Waiver = Waiver }).Select(entry => entry.Event));
        Assert.Empty(register.Overdue(new DateOnly(2026, 12, 1)));
        Assert.Equal(TriageEvent.WaiverEnded, Assert.Single(Run(Verdict.Failed, Found())).Event);
        Assert.Single(register.Overdue(new DateOnly(2026, 12, 1)));
    }

    [Fact]
    public void Damaged_evidence_says_nothing_about_findings()
    {
        var day = Day(Verdict.Failed, [Found()]) with { Faults = [new EvidenceFault("LH3010", 2, "changed")] };
        Assert.Empty(Apply(day, "reference"));
    }

    [Fact]
    public void Another_target_has_findings_of_its_own()
    {
        Run(Verdict.Failed, Found());
        Assert.Empty(Apply(Day(Verdict.Passed, []), "http://other/"));
        Assert.Single(register.Open);
    }

    [Fact]
    public void Whatever_runs_come_a_finding_is_open_exactly_if_the_last_gate_that_looked_found_it()
    {
        const int Seed = 20261121;
        var random = new Random(Seed);
        string[] titles = ["a", "b", "c"];
        var expected = new HashSet<string>();
        for (var round = 0; round < 500; round++)
        {
            var seen = titles.Where(_ => random.Next(2) == 0).ToArray();
            var verdict = seen.Length > 0 ? Verdict.Failed : random.Next(2) == 0 ? Verdict.Passed : Verdict.NotRun;
            Run(verdict, [.. seen.Select(title => Found(title))]);
            if (verdict != Verdict.NotRun)
                expected = [.. seen];
            Assert.Equal(expected.Order(), register.Open.Select(known => known.Last.Title).Order());
        }

        Assert.Equal(register.Open.Select(one => one.Last.Title).Order(), new FindingRegister(register.Trail).Open.Select(one => one.Last.Title).Order());
    }

    private static FoundFinding Found(string title = "found", Severity severity = Severity.High) => new(Findings.Of(Gate, title, severity), null, 7);

    private static DayVerdict Day(Verdict verdict, IReadOnlyList<FoundFinding> found)
    {
        var monday = SampleWeek.WithVerdict(Gate, verdict).Single(day => day.Day.Name == "Monday");
        return monday with { Gates = [.. monday.Gates.Select(gate => gate.Gate.Id == Gate ? gate with { Findings = found } : gate)] };
    }

    private IReadOnlyList<TriageEntry> Run(Verdict verdict, params FoundFinding[] found) => Apply(Day(verdict, found), "reference");

    private IReadOnlyList<TriageEntry> Apply(DayVerdict day, string target)
    {
        var news = FindingTriage.Next(register, day, SampleWeek.Identity, target, now);
        foreach (var entry in news)
            register.Add(entry);
        return news;
    }
}
