using Lighthouse.Security.Scanning;
using Lighthouse.Security.Scanning.Secrets;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Secrets;

public sealed class SecretScannerTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 6, 1);
    private readonly TemporaryFolder folder = new();
    private readonly string token = "gh" + "p_" + new Drawn(5).Letters(36);

    [Fact]
    public async Task A_clean_repository_has_no_findings_and_no_doubts()
    {
        folder.Write("readme.md", "Nothing here.");
        folder.Commit("first");
        var result = await ScanAsync();
        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
        Assert.Null(result.NotScanned);
        Assert.Equal(1, result.Looked);
    }

    [Fact]
    public async Task A_secret_in_a_file_is_found_and_masked()
    {
        folder.Write("src/a.cs", $"one\nvar t = \"{token}\";\n");
        folder.Commit("first");
        var finding = Assert.Single((await ScanAsync()).Findings);
        Assert.Equal(("github-token", "src/a.cs", 2, Severity: Lighthouse.Security.Severity.Critical), (finding.Rule, finding.File, finding.Line, finding.Severity));
        Assert.DoesNotContain(token, finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_was_taken_out_again_is_found_in_the_history()
    {
        folder.Write("a.cs", $"var t = \"{token}\";");
        folder.Commit("first");
        folder.Write("a.cs", "var t = Read();");
        folder.Commit("second");
        Assert.EndsWith("in the history", Assert.Single((await ScanAsync()).Findings).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_on_another_branch_is_found()
    {
        folder.Write("a.cs", "clean");
        folder.Commit("first");
        folder.Git("checkout", "--quiet", "-b", "other");
        folder.Write("b.cs", token);
        folder.Commit("second");
        folder.Git("checkout", "--quiet", "-");
        Assert.Equal("b.cs", Assert.Single((await ScanAsync()).Findings).File);
    }

    [Fact]
    public async Task A_file_that_is_not_added_yet_counts_and_an_ignored_one_does_not()
    {
        folder.Write(".gitignore", "ignored/\n");
        folder.Commit("first");
        folder.Write("new.cs", token);
        folder.Write("ignored/own.txt", token);
        Assert.Equal("new.cs", Assert.Single((await ScanAsync()).Findings).File);
    }

    [Fact]
    public async Task A_secret_in_a_binary_file_is_found()
    {
        File.WriteAllBytes(Path.Combine(folder.Path, "a.bin"), [0, 1, 2, 0xFF, .. System.Text.Encoding.ASCII.GetBytes($" {token} "), 0, 0]);
        folder.Commit("first");
        Assert.Single((await ScanAsync()).Findings);
    }

    [Fact]
    public async Task Without_a_history_there_is_a_doubt()
    {
        folder.Write("a.cs", "clean");
        Assert.Contains("LHS5324", Assert.Single((await ScanAsync()).Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_that_is_not_asked_for_is_said_to_be_missing()
    {
        folder.Write("a.cs", "clean");
        var result = await new SecretScanner(folder.Path, Path.Combine(folder.Path, "allow.json"), Today, needsHistory: false).ScanAsync(TestContext.Current.CancellationToken);
        Assert.Empty(result.Doubts);
        Assert.Contains("LHS5324", result.How, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_git_refuses_is_not_scanned()
    {
        folder.Write(".git/HEAD", "damaged");
        Assert.NotNull((await ScanAsync()).NotScanned);
    }

    [Fact]
    public async Task An_allowed_finding_is_excused_until_its_day()
    {
        folder.Write("a.cs", $"var t = \"{token}\";");
        folder.Commit("first");
        var digest = AllowList.DigestOf("github-token", token);
        Allow("github-token", "a.cs", digest, "2026-06-01");
        Assert.NotNull(Assert.Single((await ScanAsync()).Findings).Excuse);
        Allow("github-token", "a.cs", digest, "2026-05-31");
        Assert.Null(Assert.Single((await ScanAsync()).Findings).Excuse);
    }

    [Theory]
    [InlineData("slack-token", "a.cs", null)]
    [InlineData("github-token", "b.cs", null)]
    [InlineData("github-token", "a.cs", "0123456789012345")]
    public async Task Another_rule_file_or_value_is_not_allowed(string rule, string file, string? digest)
    {
        folder.Write("a.cs", token);
        folder.Commit("first");
        Allow(rule, file, digest ?? AllowList.DigestOf("github-token", token), "2030-01-01");
        Assert.Single((await ScanAsync()).Counting);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{ "entries": [ { "rule": "github-token", "file": "a.cs", "digest": "0123456789012345", "owner": "me", "expires": "2030-01-01" } ] }""")]
    [InlineData("""{ "entries": [ { "rule": "github-token", "file": "a.cs", "digest": "0123456789012345", "reason": " ", "owner": "me", "expires": "2030-01-01" } ] }""")]
    [InlineData("""{ "entries": [ { "rule": "github-token", "file": "a.cs", "digest": "0123456789012345", "reason": "test", "owner": "me" } ] }""")]
    public async Task A_list_that_makes_no_sense_stops_the_scan(string list)
    {
        folder.Write("allow.json", list);
        Assert.Contains("LHS5311", (await ScanAsync()).NotScanned, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private void Allow(string rule, string file, string digest, string until) => folder.Write(
        "allow.json", $$"""{ "entries": [ { "rule": "{{rule}}", "file": "{{file}}", "digest": "{{digest}}", "reason": "made for a test", "owner": "Security", "expires": "{{until}}" } ] }""");

    private Task<ScanResult> ScanAsync() =>
        new SecretScanner(folder.Path, Path.Combine(folder.Path, "allow.json"), Today).ScanAsync(TestContext.Current.CancellationToken);
}
