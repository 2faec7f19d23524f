using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Evidence;
using Lighthouse.Readiness.Waivers;
using Lighthouse.Testing;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

/// <summary>Every recipe of docs/cookbook.md is a gate that the reader takes, and the line below it is evidence for that gate.</summary>
public sealed class CookbookTests : IDisposable
{
    private const string Suppressed = """{ "ruleId": "R1", "suppressions": [ { "kind": "inSource" } ] }""";
    private readonly TemporaryFolder _folder = new();
    private static readonly string s_page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "cookbook.md"));

    public static TheoryData<string> Recipes => [.. Regex.Matches(s_page, @"(?m)^## (\d+\. .+)$").Select(heading => heading.Groups[1].Value)];

    /// <summary>Those that a suite writes lines for; the figures of the others come from files of other tools, or from the libraries.</summary>
    public static TheoryData<string> RecipesWithLine => [.. Recipes.Select(row => row.Data).Where(recipe => Block(recipe, "json") is not null)];

    [Fact]
    public void There_are_thirteen_and_six_of_them_have_a_line() => Assert.Equal((13, 6), (Recipes.Count, RecipesWithLine.Count));

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_recipe_is_a_gate(string recipe)
    {
        var gate = Assert.Single(Read(recipe).Gates);
        Assert.NotEmpty(gate.Criteria);
        Assert.NotEmpty(gate.Sizes);
    }

    [Theory]
    [MemberData(nameof(RecipesWithLine))]
    public void Its_line_is_evidence_for_it(string recipe)
    {
        var runbook = Read(recipe);
        var gate = runbook.Gates.Single();
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, Block(recipe, "json"));
            var profile = Enum.GetValues<Profile>().First(gate.IsEvaluatedIn);
            var measured = Assert.Single(new ReportedLines(runbook, runbook.Days[0], profile).Read(path).OfType<Measured>());
            Assert.Equal(gate.Id, measured.Measurement.Gate);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(Suppressed, 25, Verdict.Passed)]
    [InlineData(Suppressed, 19, Verdict.Inconclusive)]
    [InlineData(Suppressed, 0, Verdict.NotRun)]
    [InlineData("""{ "ruleId": "R1" }""", 25, Verdict.Failed)]
    [InlineData("""{ "ruleId": "R2", "level": "error", "suppressions": [ { "kind": "external", "status": "rejected" } ] }""", 25, Verdict.Failed)]
    [InlineData("""{ "ruleId": "R2" }""", 25, Verdict.Passed)]
    public async Task The_scanner_s_log_becomes_evidence_by_the_program_that_is_shown(string result, int rules, Verdict expected)
    {
        var applied = Enumerable.Range(1, rules).Select(rule => $$"""{ "id": "R{{rule}}", "defaultConfiguration": { "level": "{{(rule == 1 ? "error" : "note")}}" } }""");
        WriteLog($$"""{ "tool": { "driver": { "name": "scanner", "rules": [ {{string.Join(", ", applied)}} ] } }, "results": [ {{result}} ] }""");
        Assert.Equal(0, await CountSarifAsync());
        Assert.Equal(expected, Worst("11. What a code scanner found"));
    }

    [Theory]
    [InlineData("""{ "tool": { "driver": { "name": "scanner" } } }""", false, Verdict.NotRun)]
    [InlineData("""{ "tool": { "driver": { "name": "scanner", "rules": [ { "id": "R1" } ] } }, "results": [], "invocations": [ { "executionSuccessful": false } ] }""", true, Verdict.Inconclusive)]
    public async Task A_scanner_that_did_not_scan_proves_nothing(string run, bool ends, Verdict expected)
    {
        WriteLog(run);
        Assert.Equal(ends, await CountSarifAsync() == 0);
        Assert.Equal(ends, File.Exists(_folder.File("evidence")));
        if (ends)
            Assert.Equal(expected, Worst("11. What a code scanner found"));
    }

    [Theory]
    [InlineData("2027-03-31", true)]
    [InlineData("2027-04-01", false)]
    public void The_waiver_that_is_shown_covers_the_finding_that_is_shown_until_its_last_day(string today, bool covered)
    {
        const string Recipe = "12. A finding that is borne for a while";
        Assert.Equal(File.ReadAllText(Path.Combine(Checkout.Root, "tests", "Lighthouse.Readiness.Tests", "Runbooks", "DocumentedFinding.cs")), Block(Recipe, "csharp"));
        var runbook = Read(Recipe);
        var waivers = WaiverReader.Read(Encoding.UTF8.GetBytes(Block(Recipe, "yaml", 1)!), "waivers.yaml", runbook);
        var identity = new RunIdentity(new string('a', 32), "c", runbook.Digest, Profile.Quick, 1);
        using var log = EvidenceLog.Open(_folder.File("log.jsonl"), identity, "Tuesday", TimeProvider.System);
        log.Append(new DayOpened("quick", 1, new Dictionary<string, string>(), null));
        var recorder = new EvidenceRecorder(log, runbook, Profile.Quick, waivers, DateOnly.Parse(today, CultureInfo.InvariantCulture));
        if (covered)
            Assert.All(DocumentedFinding.Record(recorder), verdict => Assert.Equal(Verdict.Passed, verdict.Verdict));
        else
            Assert.Contains("licences.refused == 0", Assert.Throws<CriterionMissedException>(() => DocumentedFinding.Record(recorder)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void WriteLog(string run)
    {
        Directory.CreateDirectory(_folder.File("sarif"));
        File.WriteAllText(_folder.File("sarif/scanner.sarif"), $$"""{ "version": "2.1.0", "runs": [ {{run}} ] }""");
    }

    private async Task<int> CountSarifAsync()
    {
        var start = new ProcessStartInfo("python3", ["-c", Block("11. What a code scanner found", "python")!]) { RedirectStandardError = true };
        (start.Environment["LIGHTHOUSE_SARIF"], start.Environment["LIGHTHOUSE_EVIDENCE"]) = (_folder.File("sarif"), _folder.File("evidence"));
        using var program = Process.Start(start)!;
        await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        return program.ExitCode;
    }

    private Verdict Worst(string recipe)
    {
        var runbook = Read(recipe);
        var day = runbook.Days[0];
        var identity = new RunIdentity(new string('a', 32), "c", runbook.Digest, Profile.Quick, 1);
        using (var log = EvidenceLog.Open(_folder.File("log.jsonl"), identity, day.Name, TimeProvider.System))
        {
            log.Append(new DayOpened("quick", 1, new Dictionary<string, string>(), null));
            log.Append(Specimen.Target);
            foreach (var entry in new ReportedLines(runbook, day, Profile.Quick).Read(_folder.File("evidence")))
                log.Append(entry);
            log.Append(Specimen.Completed);
            log.Append(Specimen.Closed);
        }

        return Judge.Day(runbook, day, Profile.Quick, EvidenceReader.Read(_folder.File("log.jsonl"), identity)).Gates.Single().Verdict;
    }

    private static Runbook Read(string recipe)
    {
        var yaml = Block(recipe, "yaml");
        Assert.NotNull(yaml);
        if (yaml.IndexOf("days:\n", StringComparison.Ordinal) is > 0 and var days)
            return ReadWith(yaml[..days], yaml[(days + "days:\n".Length)..], Regex.Match(yaml, "- name: (.*)").Groups[1].Value);
        var gates = yaml.IndexOf("gates:\n", StringComparison.Ordinal);
        var inDay = string.Join('\n', yaml[gates..].Split('\n').Select(line => "    " + line));
        return ReadWith(yaml[..gates], $"""
              - name: Tuesday
                task: Performance
                title: A day
                command: [python3, measure.py]
                time_limits: {"{ quick: 60 s, standard: 10 min, full: 12 h }"}
            {inDay}
            """, "Tuesday");
    }

    private static Runbook ReadWith(string metrics, string days, string deciding) => SmallRunbook.Read($$"""
        name: cookbook
        title: A recipe in a runbook
        target: { url: "http://127.0.0.1:1/", health: / }
        {{metrics}}
        days:
        {{days}}
        decision:
          performance_day: {{deciding}}
          approvals: { quick: [], standard: [], full: [] }
        """);

    private static string? Block(string recipe, string language, int which = 0)
    {
        var from = s_page.IndexOf($"## {recipe}\n", StringComparison.Ordinal);
        var end = s_page.IndexOf("\n## ", from + 1, StringComparison.Ordinal);
        return Regex.Matches(s_page[from..(end < 0 ? s_page.Length : end)], $"(?s)```{language}\n(.*?)```").ElementAtOrDefault(which)?.Groups[1].Value;
    }
}
