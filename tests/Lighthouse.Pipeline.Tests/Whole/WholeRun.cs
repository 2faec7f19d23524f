using System.Text.Json;
using System.Xml.Linq;

namespace Lighthouse.Pipeline.Tests.Whole;

/// <summary>From the script to the artifacts: what a release engineer gets, and what Verify says of it when somebody was at it.</summary>
public sealed class WholeRun(FinishedRun run) : IClassFixture<FinishedRun>
{
    private static readonly string[] Promised =
    [
        "monday_security_report.json", "tuesday_performance_report.json", "wednesday_resilience_report.json", "thursday_integration.json",
        "monday_report.json", "tuesday_report.json", "wednesday_report.json", "thursday_report.json", "chaos_engineering_report.json",
        "friday_decision.json", "go_no_go_decision.json", "week2_final_report.json", "week3_preparation.json",
        "index.html", "summary.md", "junit.xml",
        "evidence/monday.jsonl", "evidence/tuesday.jsonl", "evidence/wednesday.jsonl", "evidence/thursday.jsonl", "evidence/run.json",
        "certificate.intoto.json", "certificate.md", "evidence/manifest.json", "evidence/monday.intoto.json", "evidence/runbook.yaml", "evidence/signing-key.pem",
    ];

    [Fact]
    public void The_unmodified_bridge_gets_a_go_where_time_is_no_matter_and_every_promised_file()
    {
        Assert.True(run.Outcome.ExitCode == 0, run.Explained);
        if (run.Earlier.Count > 0)
            TestContext.Current.AddWarning($"Asked again: {string.Join("; ", run.Earlier)}");
        Assert.All(Promised, file => Assert.True(new FileInfo(Path.Combine(run.Results, file)) is { Exists: true, Length: > 0 }, file));
        Assert.Contains("GO over ", run.Outcome.Output, StringComparison.Ordinal);
        Assert.Contains("deferred to standard", run.Outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_decision_names_its_scope_and_rests_on_numbers()
    {
        using var decision = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(run.Results, "go_no_go_decision.json")));
        Assert.Equal("GO", decision.RootElement.GetProperty("decision").GetString());
        Assert.Equal(6, decision.RootElement.GetProperty("criteria").EnumerateObject().Count());
        Assert.Equal("quick", decision.RootElement.GetProperty("profile").GetString());
        var suites = XDocument.Load(Path.Combine(run.Results, "junit.xml")).Descendants("testsuite").ToList();
        var required = decision.RootElement.GetProperty("test_summary").GetProperty("total_tests").GetInt32();
        Assert.True(required >= 23, $"{required} gates");
        Assert.Equal(required, suites.Where(suite => (string?)suite.Attribute("name") != "Decision").Sum(suite => suite.Elements("testcase").Count()));
        Assert.All(suites.Elements("testcase"), gate => Assert.Empty(gate.Elements("failure").Concat(gate.Elements("error")).Concat(gate.Elements("skipped"))));
    }

    [Fact]
    public async Task The_untouched_results_verify()
    {
        var outcome = await run.BuildAsync("--target=Verify", $"--artifacts={run.Artifacts}");
        Assert.True(outcome.ExitCode == 0, outcome.Output);
    }

    [Theory]
    [InlineData("evidence/monday.jsonl")]
    [InlineData("evidence/tuesday.jsonl")]
    [InlineData("evidence/wednesday.jsonl")]
    [InlineData("evidence/thursday.jsonl")]
    [InlineData("evidence/run.json")]
    [InlineData("go_no_go_decision.json")]
    [InlineData("index.html")]
    [InlineData("monday_security_report.json")]
    [InlineData("certificate.intoto.json")]
    [InlineData("evidence/tuesday.intoto.json")]
    public async Task A_deleted_file_is_found(string file)
    {
        using var copy = run.Copy();
        File.Delete(Path.Combine(copy["week2_results"], file));
        await AssertRefusedAsync(copy, file is "evidence/run.json" || file.EndsWith(".jsonl", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("evidence/monday.jsonl", 0.1)]
    [InlineData("evidence/tuesday.jsonl", 0.5)]
    [InlineData("evidence/wednesday.jsonl", 0.9)]
    [InlineData("evidence/thursday.jsonl", 0.999)]
    [InlineData("friday_decision.json", 0.3)]
    [InlineData("summary.md", 0.5)]
    public async Task A_changed_byte_is_found(string file, double place)
    {
        using var copy = run.Copy();
        var path = Path.Combine(copy["week2_results"], file);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[(int)(bytes.Length * place)] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        await AssertRefusedAsync(copy, file.StartsWith("evidence/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cut_log_is_found()
    {
        using var copy = run.Copy();
        var path = Path.Combine(copy["week2_results"], "evidence", "tuesday.jsonl");
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, string.Concat(lines.SkipLast(1).Select(line => line + "\n")), TestContext.Current.CancellationToken);
        await AssertRefusedAsync(copy, evidence: true);
    }

    [Fact]
    public async Task Evidence_of_another_day_in_its_place_is_found()
    {
        using var copy = run.Copy();
        var evidence = Path.Combine(copy["week2_results"], "evidence");
        File.Copy(Path.Combine(evidence, "monday.jsonl"), Path.Combine(evidence, "thursday.jsonl"), overwrite: true);
        await AssertRefusedAsync(copy, evidence: true);
    }

    [Fact]
    public async Task A_bundle_elsewhere_verifies_by_the_key_that_signed_it_and_by_no_other()
    {
        using var copy = run.Copy();
        using var artifacts = new TemporaryFolder();
        var bundle = copy["week2_results"];
        var signing = Path.Combine(bundle, "evidence", "signing-key.pem");
        var accepted = await run.BuildAsync("--target=Verify", $"--bundle={bundle}", $"--key={signing}", $"--artifacts={artifacts.Path}");
        Assert.True(accepted.ExitCode == 0, accepted.Output);

        using var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var key = artifacts["other.pem"];
        await File.WriteAllTextAsync(key, other.ExportSubjectPublicKeyInfoPem(), TestContext.Current.CancellationToken);
        var refused = await run.BuildAsync("--target=Verify", $"--bundle={bundle}", $"--key={key}", $"--artifacts={artifacts.Path}");
        Assert.True(refused.ExitCode == 3, refused.Output);
        Assert.Contains("LH3603", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_days_brought_by_four_jobs_give_the_same_decision()
    {
        using var jobs = new TemporaryFolder();
        string[] days = ["monday", "tuesday", "wednesday", "thursday"];
        foreach (var day in days)
            await SplitOffAsync(day, jobs[day]);
        var merged = await run.BuildAsync(["--target=GoNoGo", $"--artifacts={jobs["whole"]}", .. days.Select(day => $"--evidence={jobs[day]}")]);
        Assert.True(merged.ExitCode == run.Outcome.ExitCode, merged.Output);
        Assert.DoesNotContain("running Lighthouse.Suites", merged.Output, StringComparison.Ordinal);
        foreach (var report in new[] { "junit.xml", "monday_security_report.json", "tuesday_performance_report.json", "wednesday_resilience_report.json", "thursday_integration.json" })
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(run.Results, report), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Combine(jobs["whole"], "week2_results", report), TestContext.Current.CancellationToken));

        var three = await run.BuildAsync(["--target=GoNoGo", $"--artifacts={jobs["part"]}", .. days.Skip(1).Select(day => $"--evidence={jobs[day]}")]);
        Assert.True(three.ExitCode == 1, three.Output);
        Assert.Contains("there is no evidence log of Monday", await File.ReadAllTextAsync(Path.Combine(jobs["part"], "week2_results", "go_no_go_decision.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task SplitOffAsync(string day, string folder)
    {
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(run.Results, "evidence", $"{day}.jsonl"), Path.Combine(folder, $"{day}.jsonl"));
        var manifest = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(run.Results, "evidence", "run.json"), TestContext.Current.CancellationToken))!;
        var heads = manifest["heads"]!.AsObject();
        foreach (var other in heads.Select(head => head.Key).Where(name => !name.Equals(day, StringComparison.OrdinalIgnoreCase)).ToList())
            heads.Remove(other);
        await File.WriteAllTextAsync(Path.Combine(folder, "run.json"), manifest.ToJsonString(), TestContext.Current.CancellationToken);
    }

    // A re-signed decision over other evidence: the key in the bundle fits, the evidence does not.
    [Fact]
    public async Task A_decision_made_again_over_changed_evidence_is_no_go()
    {
        using var copy = run.Copy();
        var path = Path.Combine(copy["week2_results"], "evidence", "tuesday.jsonl");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace("\"samples\":1", "\"samples\":9", StringComparison.Ordinal) + " ", TestContext.Current.CancellationToken);
        var decided = await run.BuildAsync("--target=GoNoGo", "--exclusive", $"--artifacts={copy.Path}");
        Assert.True(decided.ExitCode == 1, decided.Output);
        var verified = await run.BuildAsync("--target=Verify", $"--artifacts={copy.Path}");
        Assert.True(verified.ExitCode is 1 or 3, verified.Output);
    }

    private async Task AssertRefusedAsync(TemporaryFolder copy, bool evidence)
    {
        var verified = await run.BuildAsync("--target=Verify", $"--artifacts={copy.Path}");
        Assert.True(verified.ExitCode is 1 or 3, verified.Output);
        Assert.Contains("LH54", verified.Output, StringComparison.Ordinal);
        if (!evidence)
            return;
        var decided = await run.BuildAsync("--target=GoNoGo", "--exclusive", $"--artifacts={copy.Path}");
        Assert.True(decided.ExitCode is 1 or 3, decided.Output);
    }
}
