using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.TargetProfiles;
using Lighthouse.Readiness.Waivers;
using Lighthouse.Targets;
using Xunit;

namespace Lighthouse.Suites;

/// <summary>The day that a suite measures: its runbook, its evidence log and its target. One per suite process, as an assembly fixture.</summary>
public sealed class Day : IDisposable
{
    private readonly SuiteEnvironment environment;
    private readonly EvidenceLog log;
    private int instances;

    /// <summary>Opens the day that the pipeline announced.</summary>
    /// <exception cref="EvidenceException">The suite was not started by the pipeline.</exception>
    public Day()
    {
        OwnerWatch.Start();
        environment = SuiteEnvironment.FromVariables();
        Runbook = RunbookReader.ReadFile(environment.RunbookPath);
        Target = TargetDescription.Read(environment.TargetPath);
        TargetProfile = ReadProfile(Target.Profile);
        log = EvidenceLog.Open(environment.EvidencePath, environment.Identity, environment.Day, TimeProvider.System);
        var waivers = Inputs.Waivers is { } file ? WaiverReader.ReadFile(file, Runbook) : WaiverFile.None;
        Evidence = new EvidenceRecorder(log, Runbook, environment.Identity.Profile, waivers, DateOnly.FromDateTime(DateTime.UtcNow));
        Journal = new ProcessJournal(environment.JournalFolder);
    }

    /// <summary>The runbook.</summary>
    public Runbook Runbook { get; }

    /// <summary>Records measurements; throws when a criterion on one of them is missed.</summary>
    public EvidenceRecorder Evidence { get; }

    /// <summary>The system under test.</summary>
    public TargetDescription Target { get; }

    /// <summary>What there is to look at beside the target.</summary>
    public SuiteInputs Inputs => environment.Inputs;

    /// <summary>How to talk to the system under test where it is not the one that the suites know; null where it is. The secrets that it names are in <see cref="TargetDescription.Credentials"/>.</summary>
    public TargetProfile? TargetProfile { get; }

    /// <summary>Where started processes are written down.</summary>
    public ProcessJournal Journal { get; }

    /// <summary>A folder of the suite's own, removed after the day.</summary>
    public string Scratch => environment.ScratchFolder;

    /// <summary>A folder that outlives the day, for what a later run goes on with.</summary>
    public string Kept => environment.LogFolder;

    /// <summary>What is measured, by whom and how large, in a line that is the same for a run that goes on where this one was broken off.</summary>
    public string Identity => $"{environment.Identity.Commit} {Runbook.Digest} {environment.Identity.Profile} {Target.Recipe?.CommandLine(new Uri("http://target"), "data") ?? Target.Url.AbsoluteUri}";

    /// <summary>A source of random choices that the run's seed reproduces, apart from those of other purposes.</summary>
    public Random Random(string purpose) => new(HashCode(environment.Identity.Seed, purpose));

    /// <summary>Whether this run is of the smallest profile.</summary>
    public bool IsQuick => environment.Identity.Profile == Profile.Quick;

    /// <summary>Whether this run's profile measures a gate; a larger one may.</summary>
    public bool Measures(string gate) => Runbook.FindGate(gate)?.IsEvaluatedIn(environment.Identity.Profile) ?? false;

    /// <summary>The sizes of a gate's measurement in this run's profile.</summary>
    public GateSizes Sizes(string gate) =>
        (Runbook.FindGate(gate) ?? throw new ArgumentException($"LH3201: the runbook has no gate '{gate}'.", nameof(gate))).Sizes[environment.Identity.Profile];

    /// <summary>Starts an instance of the system under test for this test alone, so that it may be killed and damaged. Skips the test when the target is external.</summary>
    public Task<TargetProcess> StartOwnTargetAsync(CancellationToken cancellation) => StartOwnTargetAsync([], cancellation);

    /// <summary>The same with further arguments, such as <c>--Bridge:Sessions:IdleSeconds=2</c>.</summary>
    public Task<TargetProcess> StartOwnTargetAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        StartOwnTargetAsync(recipe => recipe with { Arguments = [.. recipe.Arguments, .. arguments] }, cancellation);

    /// <summary>The same by a recipe that is changed in some way.</summary>
    public async Task<TargetProcess> StartOwnTargetAsync(Func<TargetRecipe, TargetRecipe> change, CancellationToken cancellation)
    {
        Assert.SkipWhen(
            Target.Recipe is null,
            "the target is external (--target-url), and this gate kills, restarts or damages its own instance; run without --target-url to measure it");
        var name = $"{environment.Day.ToLowerInvariant()}-instance-{Interlocked.Increment(ref instances)}";
        return await TargetProcess.StartAsync(
            change(Target.Recipe!), Path.Combine(Scratch, name), Path.Combine(environment.LogFolder, $"{name}.log"), Journal, cancellation);
    }

    /// <summary>Says how far a long measurement is.</summary>
    public static void Progress(string text) => Console.WriteLine(text);

    /// <inheritdoc/>
    public void Dispose() => log.Dispose();

    private static TargetProfile? ReadProfile(ProfileFile? file)
    {
        if (file is null)
            return null;
        var profile = TargetProfileReader.ReadFile(file.Path);
        return profile.Digest == file.Sha256
            ? profile
            : throw new InvalidOperationException($"LH3203: the target profile '{file.Path}' was changed after the pipeline had read it; run again.");
    }

    private static int HashCode(int seed, string purpose)
    {
        // Not string.GetHashCode, which differs from process to process.
        var hash = unchecked((uint)seed ^ 2166136261u);
        foreach (var letter in purpose)
            hash = unchecked((hash ^ letter) * 16777619u);
        return (int)(hash & int.MaxValue);
    }
}
