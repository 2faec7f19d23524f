using Lighthouse.Build.Proofs;
using Lighthouse.Instruments.Tests.Security.Scanning.Code;
using Lighthouse.Security;
using Lighthouse.Security.Scanning;
using Lighthouse.Security.Scanning.Code;
using Lighthouse.Security.Scanning.Dependencies;
using Lighthouse.Security.Scanning.Secrets;
using Lighthouse.Testing;

namespace Lighthouse.Instruments.Tests.Security.Scanning;

/// <summary>Each planted defect is found by the scan that it is planted for, in a small repository that is clean without it.</summary>
public sealed class PlantedDefectsTests : IDisposable
{
    private const string AgeGate = "scan-data-age";
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> OfAge => [.. PlantedDefects.All.Where(defect => defect.Gate == AgeGate).Select(defect => defect.Name)];

    public static TheoryData<string> Names => [.. PlantedDefects.All.Where(defect => defect.Gate != AgeGate).Select(defect => defect.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task A_planted_defect_is_found(string name)
    {
        var defect = PlantedDefects.All.Single(one => one.Name == name);
        MakeRepository();
        Assert.Empty(Grave(await ScanAsync(defect.Gate)));
        defect.Plant(folder.Path);
        Assert.NotEmpty(Grave(await ScanAsync(defect.Gate)));
    }

    [Theory, MemberData(nameof(OfAge))]
    public async Task Advisories_that_are_too_old_are_measured_so_and_of_those_without_an_age_nothing_is_measured(string name)
    {
        var defect = PlantedDefects.All.Single(one => one.Name == name);
        MakeRepository();
        ProofAdvisories.Date(folder.Path, 0);
        Assert.All(await AgesAsync(), age => Assert.InRange(age, TimeSpan.Zero, TimeSpan.FromDays(2)));
        defect.Plant(folder.Path);
        var ages = await AgesAsync();
        if (defect.LeavesNothingToJudge)
            Assert.Empty(ages);
        else
            Assert.InRange(ages.Max(), TimeSpan.FromDays(30), TimeSpan.FromDays(33));
    }

    [Fact]
    public void Each_gate_has_at_least_three() => Assert.All(PlantedDefects.All.GroupBy(defect => defect.Gate), gate => Assert.InRange(gate.Count(), 3, int.MaxValue));

    public void Dispose() => folder.Dispose();

    private static IEnumerable<ScanFinding> Grave(ScanResult result)
    {
        Assert.Null(result.NotScanned);
        return result.Counting.Where(finding => finding.Severity is Severity.Critical or Severity.High);
    }

    private void MakeRepository()
    {
        const string Bridge = "src/Lighthouse.Bridge";
        folder.Write($"{Bridge}/Lighthouse.Bridge.csproj", "<Project/>");
        folder.Write($"{Bridge}/packages.lock.json", File.ReadAllText(Path.Combine(Checkout.Root, Bridge, "packages.lock.json")));
        folder.Write($"{Bridge}/obj/project.assets.json", """
            { "targets": { "net10.0": { } }, "libraries": { "Polly.Core/8.9.1": { "type": "package", "sha512": "x" } }, "packageFolders": { },
              "project": { "restore": { "sources": { } }, "frameworks": { "net10.0": { } } } }
            """);
        foreach (var advisory in Directory.EnumerateFiles(Path.Combine(Checkout.Root, "build", "advisories")))
            folder.Write($"build/advisories/{Path.GetFileName(advisory)}", File.ReadAllText(advisory));
        folder.Write(".gitignore", "obj/\n");
        folder.Write($"{Bridge}/obj/Release/analysis.sarif", Analysis.Of([]));
        folder.Commit("first");
    }

    private async Task<IReadOnlyList<TimeSpan>> AgesAsync()
    {
        string[] folders = [Path.Combine(folder.Path, PlantedDefects.GivenAdvisories), Path.Combine(folder.Path, "build", "advisories")];
        return (await new DependencyScanner(folder.Path, [.. folders.Where(Directory.Exists)], http: null, TimeProvider.System).ScanAsync(TestContext.Current.CancellationToken)).Ages;
    }

    private async Task<ScanResult> ScanAsync(string gate) => gate switch
    {
        "scan-secrets" => await new SecretScanner(folder.Path, Path.Combine(folder.Path, "build", "secrets-allow.json"), new DateOnly(2026, 6, 1)).ScanAsync(TestContext.Current.CancellationToken),
        "scan-dependencies" => (await new DependencyScanner(folder.Path, [Path.Combine(folder.Path, "build", "advisories")], http: null, TimeProvider.System).ScanAsync(TestContext.Current.CancellationToken)).Result,
        "scan-code" => new CodeScanner(folder.Path, dropped: null).Scan(),
        _ => throw new ArgumentOutOfRangeException(nameof(gate), gate, "no scan"),
    };
}
