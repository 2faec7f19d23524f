using Lighthouse.Security;
using Lighthouse.Security.Scanning.Container;

namespace Lighthouse.Suites.Security;

/// <summary>The image that is shipped has no grave weakness.</summary>
public sealed class ScanContainer(Day day)
{
    private const string Gate = "scan-container";
    private static readonly TimeSpan FeedLimit = TimeSpan.FromSeconds(3);

    [Fact, Gate(Gate, "scan_container.critical", "scan_container.high_unwaived")]
    public async Task The_shipped_image_has_no_grave_weakness()
    {
        Assert.SkipUnless(day.Measures(Gate), "this profile leaves the gate to a larger one");
        var cancellation = TestContext.Current.CancellationToken;
        var archive = Scanned.Image ?? await new ImageBuild(Scanned.Repository, day.Scratch).BuildAsync(cancellation);
        using var http = new HttpClient { Timeout = FeedLimit };
        var options = new ContainerScanOptions(archive, Scanned.Repository, Scanned.Advisories, Path.Combine(Scanned.Repository, "build", "secrets-allow.json"));
        var result = await new ContainerScanner(options, http, TimeProvider.System).ScanAsync(cancellation);
        var recorder = new ScanRecorder(day, Gate).Report(result);
        Assert.Multiple(
            () => recorder.Record("scan_container.critical", result, finding => finding.Severity == Severity.Critical),
            () => recorder.Record("scan_container.high_unwaived", result, finding => finding.Severity == Severity.High));
    }
}
