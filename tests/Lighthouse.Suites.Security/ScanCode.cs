using Lighthouse.Security;
using Lighthouse.Security.Scanning.Code;
using Lighthouse.Security.Scanning.Code.Installed;

namespace Lighthouse.Suites.Security;

/// <summary>The security rules of the compiler, and other scanners, find nothing grave in shipped code.</summary>
public sealed class ScanCode(Day day)
{
    private const string Gate = "scan-code";

    [Fact, Gate(Gate, "scan_code.critical", "scan_code.high_unwaived")]
    public async Task Shipped_code_has_no_grave_finding()
    {
        var root = Scanned.Repository;
        var scanner = new CodeScanner(root, Scanned.OtherScanners)
        {
            Installed = await InstalledAsync(root, TestContext.Current.CancellationToken),
            Allowed = CodeAllowList.Read(Path.Combine(root, "build", "code-allow.json"), DateOnly.FromDateTime(DateTime.UtcNow)),
        };
        var result = scanner.Scan();
        var recorder = new ScanRecorder(day, Gate).Report(result);
        Assert.Multiple(
            () => recorder.Record("scan_code.critical", result, finding => finding.Severity == Severity.Critical),
            () => recorder.Record("scan_code.high_unwaived", result, finding => finding.Severity == Severity.High));
    }

    // A profile without the size has no time for them; the record says so.
    private async Task<IReadOnlyList<InstalledScan>> InstalledAsync(string root, CancellationToken cancellation)
    {
        if (!day.Sizes(Gate).ByName.ContainsKey("scanners"))
            return [];
        var folder = Path.Combine(day.Scratch, "scanners");
        var scans = new List<InstalledScan>();
        foreach (var scanner in new IInstalledScanner[] { new DevSkim(), new SecurityCodeScan() })
        {
            scans.Add(await InstalledScan.RunAsync(scanner, root, folder, day.Sizes(Gate).Duration("scanners"), cancellation));
            Day.Progress($"{scans[^1].How}");
        }

        return scans;
    }
}
