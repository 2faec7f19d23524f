using Lighthouse.Security;
using Lighthouse.Security.Penetration.Scanner;

namespace Lighthouse.Instruments.Tests.Security.Penetration;

public sealed class WapitiReportTests
{
    private const string Report = """
        {"classifications":{},"vulnerabilities":{"SQL Injection":[{"method":"GET","path":"/notes?filter=1","info":"an error","level":4,"parameter":"filter","http_request":"GET /notes HTTP/1.1","curl_command":"curl x"}],"Backup file":[]},
         "anomalies":{"Internal Server Error":[{"method":"POST","path":"/notes","info":"500","level":3,"parameter":"","http_request":"","curl_command":""}]},"infos":{}}
        """;

    [Fact]
    public void Vulnerabilities_and_anomalies_become_findings()
    {
        var findings = WapitiReport.Read(Report);
        Assert.Equal(
            [("GET /notes: SQL Injection in filter", Severity.Critical), ("POST /notes: Internal Server Error", Severity.High)],
            findings.Select(finding => (finding.Attempt, finding.Severity)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"vulnerabilities":{}}""")]
    [InlineData("""{"vulnerabilities":[],"anomalies":{}}""")]
    public void What_is_no_report_is_not_one_without_findings(string text) => Assert.Throws<ScannerException>(() => WapitiReport.Read(text));

    [Fact]
    public void Any_disturbed_report_is_read_or_refused()
    {
        var random = new Random(417);
        for (var time = 0; time < 2_000; time++)
        {
            var letters = Report.ToCharArray();
            for (var change = random.Next(1, 6); change > 0; change--)
                letters[random.Next(letters.Length)] = (char)random.Next(32, 0xE000);
            try
            {
                Assert.All(WapitiReport.Read(new string(letters)), finding => Assert.InRange(finding.Attempt.Length, 1, 4_000));
            }
            catch (ScannerException)
            {
                // Refused.
            }
        }
    }

    [Fact]
    public async Task A_scanner_that_is_not_installed_is_told_apart_from_one_that_finds_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("lighthouse-wapiti-");
        try
        {
            var findings = await new Wapiti("no-such-scanner-anywhere").ScanAsync(
                new Uri("http://127.0.0.1:1/"), ["/"], "a", "b", folder.FullName, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            Assert.Null(findings);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
