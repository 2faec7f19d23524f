using Lighthouse.Security;
using Lighthouse.Security.Scanning.Code;

namespace Lighthouse.Suites.Security;

/// <summary>The security rules of the compiler, and other scanners, find nothing grave in shipped code.</summary>
public sealed class ScanCode(Day day)
{
    private const string Gate = "scan-code";

    [Fact, Gate(Gate, "scan_code.critical", "scan_code.high_unwaived")]
    public void Shipped_code_has_no_grave_finding()
    {
        var result = new CodeScanner(Scanned.Repository, Scanned.OtherScanners).Scan();
        var recorder = new ScanRecorder(day, Gate).Report(result);
        Assert.Multiple(
            () => recorder.Record("scan_code.critical", result, finding => finding.Severity == Severity.Critical),
            () => recorder.Record("scan_code.high_unwaived", result, finding => finding.Severity == Severity.High));
    }
}
