using System.Diagnostics;
using System.Text.Json;
using Lighthouse.Pipeline;
using Lighthouse.Pipeline.Proofs;
using Lighthouse.Readiness.Judging;

namespace Lighthouse.Build.Proofs;

/// <summary>The defects that prove the gates: seeded into the running bridge, planted in a copy of the repository, or planted in its container image.</summary>
/// <param name="image">The image that is shipped.</param>
internal sealed class SeededDefects(ShippedImage image) : IDefectProvider
{
    public const string Project = "tests/Lighthouse.Bridge.Defects", Assembly = "Lighthouse.Bridge.Defects.dll";

    // Its clean system has advisories of today, which a repository need not have.
    private const string AgeGate = "scan-data-age";

    public IReadOnlyList<Defect> Defects => field ??=
    [
        .. List(),
        .. PlantedDefects.All.Select(planted => new Defect(planted.Name, planted.Gate, planted.What) { CaughtAs = planted.LeavesNothingToJudge ? Verdict.NotRun : Verdict.Failed }),
        .. PlantedImages.All.Select(planted => new Defect(planted.Name, PlantedImages.Gate, planted.What)),
    ];

    public string? WhyNotHere(string gate) => gate == PlantedImages.Gate ? image.Missing : null;

    public bool NeedsBaseline(string gate) => gate == "no-regression";

    public SeededSystem? Sound(string gate, string folder) => gate switch
    {
        AgeGate => OfToday(folder),
        PlantedImages.Gate => WithImage(image.Archive(), folder),
        _ => null,
    };

    public SeededSystem Seed(Defect defect, string folder)
    {
        if (PlantedImages.All.FirstOrDefault(planted => planted.Name == defect.Name) is { } inImage)
            return Seed(inImage, folder);
        if (PlantedDefects.All.FirstOrDefault(planted => planted.Name == defect.Name) is not { } inRepository)
            return new SeededSystem(ReferenceBridge.WithDefect(defect.Name));
        var system = inRepository.Gate == AgeGate ? OfToday(folder) : Copy(folder);
        inRepository.Plant(folder);
        return Path.Combine(folder, PlantedDefects.GivenAdvisories) is var given && Directory.Exists(given) ? system with { Advisories = given } : system;
    }

    private SeededSystem Seed(PlantedImage planted, string folder)
    {
        var spoiled = SavedImage.Open(image.Archive());
        planted.Plant(spoiled);
        var archive = Path.Combine(folder, "image.tar");
        spoiled.Write(archive);
        return WithImage(archive, folder);
    }

    private static SeededSystem WithImage(string archive, string folder)
    {
        var advisories = Path.Combine(folder, "advisories");
        ProofAdvisories.Widen(Repository.Root, advisories);
        return new SeededSystem(ReferenceBridge.Clean) { Image = archive, Advisories = advisories };
    }

    // Its own advisories instead of those that the run was given, which could be younger than a defect wants them.
    private static SeededSystem OfToday(string folder)
    {
        var system = Copy(folder);
        ProofAdvisories.Date(folder, 0);
        return system with { Advisories = Path.Combine(folder, "build", "advisories") };
    }

    private static SeededSystem Copy(string folder)
    {
        RepositoryCopy.Make(Repository.Root, folder);
        return new SeededSystem(ReferenceBridge.Clean) { Repository = folder };
    }

    private static List<Defect> List()
    {
        var program = Path.Combine(Repository.Root, Project, "bin", "Release", "net10.0", Assembly);
        using var list = Process.Start(new ProcessStartInfo("dotnet", [program, "--list"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = list.StandardOutput.ReadToEnd();
        list.WaitForExit();
        return list.ExitCode == 0
            ? JsonSerializer.Deserialize<List<Defect>>(output)!
            : throw new PipelineException(ExitCode.NoDecision, $"LH4102: '{program} --list' ended with exit code {list.ExitCode}; build it first: ./build.sh --target=Build.");
    }
}
