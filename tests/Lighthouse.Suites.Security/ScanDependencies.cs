using Lighthouse.Readiness.Reporting;
using Lighthouse.Security;
using Lighthouse.Security.Scanning.Dependencies;
using Lighthouse.Security.Scanning.Sbom;

namespace Lighthouse.Suites.Security;

/// <summary>No shipped package has a known grave weakness, and what is known is not old.</summary>
public sealed class ScanDependencies(Day day)
{
    private const string Gate = "scan-dependencies";
    private const string AgeGate = "scan-data-age";
    private static readonly TimeSpan FeedLimit = TimeSpan.FromSeconds(3);

    [Fact, Gate(Gate, "scan_dependencies.critical", "scan_dependencies.high_unwaived")]
    public async Task No_shipped_package_has_a_known_grave_weakness()
    {
        WriteBill();
        var result = (await ScanAsync()).Result;
        var recorder = new ScanRecorder(day, Gate).Report(result);
        Assert.Multiple(
            () => recorder.Record("scan_dependencies.critical", result, finding => finding.Severity == Severity.Critical),
            () => recorder.Record("scan_dependencies.high_unwaived", result, finding => finding.Severity == Severity.High));
    }

    [Fact, Gate(AgeGate, "scan_data.age")]
    public async Task What_is_known_of_packages_is_not_old()
    {
        Assert.SkipUnless(day.Measures(AgeGate), "this profile leaves the gate to a larger one");
        var scan = await ScanAsync();
        Assert.SkipWhen(scan.Result.NotScanned is not null, $"not scanned: {scan.Result.NotScanned}");
        Assert.SkipWhen(scan.Ages.Count == 0, "no source knows all advisories of any shipped package");
        day.Evidence.Record(new Measure(AgeGate, $"{scan.Result.How}; the age of what is known, for each package.")
            .Durations("scan_data.age", scan.Ages, [.. scan.Uncovered.Select(package => $"nothing is known of {package}")]));
    }

    private static async Task<DependencyScan> ScanAsync()
    {
        using var http = new HttpClient { Timeout = FeedLimit };
        return await new DependencyScanner(Scanned.Repository, Scanned.Advisories, http, TimeProvider.System).ScanAsync(TestContext.Current.CancellationToken);
    }

    private void WriteBill()
    {
        var (json, doubts) = BillOfMaterials.Write(Scanned.Repository, "Lighthouse.Pipeline", "0.1.0");
        foreach (var doubt in doubts)
            Day.Progress($"doubt: {doubt}");
        day.Evidence.Attach(ArtifactNames.BillOfMaterials, json);
    }
}
