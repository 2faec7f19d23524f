using Lighthouse.Build.Proofs;
using Lighthouse.Testing;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Container;

/// <summary>Each defect that is planted in an image is found in a small image that is clean without it.</summary>
public sealed class PlantedImagesTests : IDisposable
{
    private readonly ScannedImage scanned = new();

    public static TheoryData<string> Names => [.. PlantedImages.All.Select(planted => planted.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task A_planted_defect_is_found(string name)
    {
        foreach (var advisory in Directory.EnumerateFiles(Path.Combine(Checkout.Root, "build", "advisories"), "GHSA-*.json"))
            scanned.Write($"advisories/{Path.GetFileName(advisory)}", File.ReadAllText(advisory));
        Assert.Empty(await scanned.GraveAsync());
        // Planted as a proof does it: in what an engine saved, without the engine.
        var spoiled = SavedImage.Open(scanned.Archive);
        PlantedImages.All.Single(planted => planted.Name == name).Plant(spoiled);
        var archive = Path.ChangeExtension(scanned.Archive, ".spoiled.tar");
        spoiled.Write(archive);
        var result = await scanned.ScanAsync(archive);
        Assert.Null(result.NotScanned);
        Assert.Contains(result.Counting, finding => finding.Severity <= Lighthouse.Security.Severity.High);
    }

    public void Dispose() => scanned.Dispose();
}
