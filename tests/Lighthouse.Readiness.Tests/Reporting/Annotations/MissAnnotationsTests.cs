using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting.Annotations;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Decisions;
using Xunit;

namespace Lighthouse.Readiness.Tests.Reporting.Annotations;

public sealed class MissAnnotationsTests
{
    private const string Root = "/repository";

    public static TheoryData<string, CiHost> EveryPayloadOnEveryHost() =>
        [.. Payloads.All.SelectMany(payload => new (string, CiHost)[] { (payload, CiHost.GitHub), (payload, CiHost.Azure) })];

    [Fact]
    public void GitHub_is_told_the_line_of_the_runbook_that_was_missed() => Assert.Equal(
        ["::error file=build/runbooks/week2.yaml,line=42,title=elicitation-latency Failed::elicitation.end_to_end.p99 450 ms (405..495, n=12,400), allowed < 300 ms. It is violated."],
        new MissAnnotations(CiHost.GitHub, Root).Of(SampleWeek.Identity, Tuesday(Verdict.Failed)));

    [Fact]
    public void Azure_is_told_the_same() => Assert.Equal(
        ["##vso[task.logissue type=error;sourcepath=build/runbooks/week2.yaml;linenumber=42;]elicitation-latency Failed: elicitation.end_to_end.p99 450 ms (405..495, n=12,400), allowed < 300 ms. It is violated."],
        new MissAnnotations(CiHost.Azure, Root).Of(SampleWeek.Identity, Tuesday(Verdict.Failed)));

    [Fact]
    public void Whoever_reads_no_commands_is_told_nothing() => Assert.Empty(new MissAnnotations(CiHost.None, Root).Of(SampleWeek.Identity, Tuesday(Verdict.Failed)));

    [Theory]
    [InlineData(CiHost.GitHub)]
    [InlineData(CiHost.Azure)]
    public void What_passed_is_not_told(CiHost host) => Assert.Empty(new MissAnnotations(host, Root).Of(SampleWeek.Runbook, Decide(SampleWeek.Passing())));

    [Fact]
    public void A_gate_that_did_not_run_is_told_at_its_own_line_and_a_missing_day_without_one()
    {
        var days = SampleWeek.Passing().Where(day => day.Day.Name != "Monday").ToList();
        var told = new MissAnnotations(CiHost.GitHub, Root).Of(SampleWeek.Runbook, Decide(days));

        Assert.Contains(told, line => line.StartsWith("::error file=sample.yaml,line=1,title=auth-bypass NotRun::Monday was not run", StringComparison.Ordinal));
        Assert.Contains("::error title=the evidence::Monday was not run: there is no evidence of it.", told);
    }

    [Theory]
    [MemberData(nameof(EveryPayloadOnEveryHost), DisableDiscoveryEnumeration = true)]
    public void A_payload_cannot_end_a_command_or_begin_another(string payload, CiHost host)
    {
        var runbook = SampleWeek.Runbook;
        var day = Tuesday(Verdict.Failed, payload);
        var lines = new MissAnnotations(host, Root).Of(SampleWeek.Identity, day)
            .Concat(new MissAnnotations(host, Root).Of(runbook, Decide([day with { Faults = [new Lighthouse.Readiness.Evidence.EvidenceFault("LH3001", 1, payload)] }])))
            .ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => AssertOneCommand(line, host));
    }

    // The command itself begins the line; what follows it must be as harmless as on any console, and its properties must end where they should.
    private static void AssertOneCommand(string line, CiHost host)
    {
        var begin = host == CiHost.GitHub ? "::error " : "##vso[task.logissue type=error;";
        Assert.StartsWith(begin, line, StringComparison.Ordinal);
        var rest = line[begin.Length..];
        UntrustedTests.AssertHarmlessOnConsole(host == CiHost.GitHub ? rest[rest.IndexOf("::", StringComparison.Ordinal)..][2..] : rest);
        Assert.DoesNotContain(line, Payloads.IsHidden);
        var properties = host == CiHost.GitHub ? rest[..rest.IndexOf("::", StringComparison.Ordinal)] : rest[..rest.IndexOf(']', StringComparison.Ordinal)];
        Assert.All(properties.Split(host == CiHost.GitHub ? ',' : ';', StringSplitOptions.RemoveEmptyEntries), property => Assert.Matches("^(file|line|title|sourcepath|linenumber)=", property));
    }

    private static DayVerdict Tuesday(Verdict verdict, string? payload = null) => SampleWeek.WithVerdict("elicitation-latency", verdict).Single(day => day.Day.Name == "Tuesday") is var day
        ? day with { Gates = [.. day.Gates.Select(gate => gate.Verdict == Verdict.Passed ? gate : Placed(gate, payload))] }
        : throw new InvalidOperationException();

    private static GateVerdict Placed(GateVerdict gate, string? payload) => gate with
    {
        Criteria =
        [
            .. gate.Criteria.Select(criterion => criterion with
            {
                Criterion = criterion.Criterion with { Location = new SourceLocation(payload is null ? $"{Root}/build/runbooks/week2.yaml" : $"{Root}/{payload.Replace('\0', ' ')}.yaml", 42, 13) },
                Reason = payload ?? criterion.Reason,
            }),
        ],
    };

    private static Decision Decide(IReadOnlyList<DayVerdict> days) => DecisionMaker.Decide(SampleWeek.Runbook, SampleWeek.Identity, days, GovernanceStanding.Untouched, SampleWeek.Decided);
}
