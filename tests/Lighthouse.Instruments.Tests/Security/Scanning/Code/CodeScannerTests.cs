using Lighthouse.Security;
using Lighthouse.Security.Scanning;
using Lighthouse.Security.Scanning.Code;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Code;

public sealed class CodeScannerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public CodeScannerTests()
    {
        folder.Write("src/A/A.csproj", "<Project/>");
        folder.Write("src/A/A.cs", "class A;");
    }

    [Fact]
    public void A_clean_analysis_has_no_findings_and_no_doubts()
    {
        Write(Analysis.Of([]));
        var result = Scan();
        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
        Assert.Equal(1, result.Looked);
    }

    [Theory]
    [InlineData("CA2100", Severity.Critical, "CWE-89")]
    [InlineData("CA5351", Severity.High, "CWE-327")]
    public void A_finding_has_its_place_severity_and_name(string rule, Severity severity, string weakness)
    {
        Write(Analysis.Of([Analysis.Result(rule)]));
        var finding = Assert.Single(Scan().Findings);
        Assert.Equal((severity, "src/A/A.cs", 7), (finding.Severity, finding.File, finding.Line));
        Assert.Equal([weakness], finding.Weaknesses);
    }

    [Fact]
    public void A_style_rule_is_no_security_finding()
    {
        Write(Analysis.Of([Analysis.Result("CA1861")]));
        Assert.Empty(Scan().Findings);
    }

    [Fact]
    public void A_suppression_excuses_only_with_a_justification()
    {
        Write(Analysis.Of([Analysis.Result("CA5351", suppressions: [new { kind = "inSource" }]), Analysis.Result("CA5350", suppressions: [new { kind = "inSource", justification = "the protocol asks for it" }])]));
        var result = Scan();
        Assert.Equal(2, result.Findings.Count);
        Assert.Equal("ca5351", Assert.Single(result.Counting).Rule);
    }

    [Fact]
    public void A_project_that_was_never_analysed_is_not_scanned() => Assert.Contains("LHS5392", Scan().NotScanned, StringComparison.Ordinal);

    [Fact]
    public void A_project_that_was_changed_after_its_analysis_is_a_doubt()
    {
        var analysis = Write(Analysis.Of([]));
        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, "src/A/A.cs"), File.GetLastWriteTimeUtc(analysis).AddMinutes(1));
        Assert.Contains("LHS5393", Assert.Single(Scan().Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void One_project_of_two_without_an_analysis_is_a_doubt()
    {
        Write(Analysis.Of([]));
        folder.Write("src/B/B.csproj", "<Project/>");
        Assert.Contains("'B'", Assert.Single(Scan().Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_without_the_security_rules_is_a_doubt()
    {
        Write(Analysis.Of([], rules: 5));
        Assert.Contains("LHS5394", Assert.Single(Scan().Doubts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{ "version": "2.0.0", "runs": [] }""")]
    [InlineData("""{ "version": "2.1.0", "runs": [] }""")]
    [InlineData("""{ "version": "2.1.0", "runs": [ { "tool": { "driver": { "name": "x" } } } ] }""")]
    [InlineData("""{ "version": "2.1.0", "runs": [ { "results": [] } ] }""")]
    [InlineData("""{ "version": "2.1.0", "runs": [ { "tool": { "driver": { "name": "x" } }, "results": [ { "message": { "text": "no rule" } } ] } ] }""")]
    public void A_malformed_file_of_another_scanner_is_a_doubt_and_never_nothing_found(string sarif)
    {
        Write(Analysis.Of([]));
        folder.Write("dropped/other.sarif", sarif);
        Assert.Contains("LHS5381", Assert.Single(Scan("dropped").Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_of_another_scanner_counts_by_its_own_rating()
    {
        Write(Analysis.Of([]));
        folder.Write("dropped/other.sarif", """
            { "version": "2.1.0", "runs": [ {
              "tool": { "driver": { "name": "other", "rules": [ { "id": "DS1", "properties": { "security-severity": "9.1", "tags": [ "external/cwe/cwe-79" ] } } ] } },
              "originalUriBaseIds": { "ROOT": { "uri": "src/" } },
              "results": [ { "ruleIndex": 0, "message": { "text": "x" }, "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "a%20b.js", "uriBaseId": "ROOT" } } } ] },
                { "ruleId": "DS1", "kind": "pass", "message": { "text": "fine" } }, { "ruleId": "DS1", "baselineState": "absent", "message": { "text": "gone" } } ] } ] }
            """);
        var finding = Assert.Single(Scan("dropped").Findings);
        Assert.Equal((Severity.Critical, "src/a b.js"), (finding.Severity, finding.File));
        Assert.Equal(["CWE-79"], finding.Weaknesses);
    }

    [Fact]
    public void A_scanner_that_says_that_it_failed_is_a_doubt()
    {
        Write(Analysis.Of([]));
        folder.Write("dropped/other.sarif", """{ "version": "2.1.0", "runs": [ { "tool": { "driver": { "name": "other" } }, "invocations": [ { "executionSuccessful": false } ], "results": [] } ] }""");
        Assert.Contains("LHS5382", Assert.Single(Scan("dropped").Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_folder_of_other_scanners_is_a_doubt()
    {
        Write(Analysis.Of([]));
        Directory.CreateDirectory(Path.Combine(folder.Path, "dropped"));
        Assert.Contains("LHS5396", Assert.Single(Scan("dropped").Doubts), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private string Write(string analysis) => folder.Write("src/A/obj/Release/analysis.sarif", analysis);

    private ScanResult Scan(string? dropped = null) => new CodeScanner(folder.Path, dropped is null ? null : Path.Combine(folder.Path, dropped)).Scan();
}
