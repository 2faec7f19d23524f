using Lighthouse.Pipeline.Days;
using Lighthouse.Pipeline.Governance;
using Lighthouse.Pipeline.Suites;
using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Triage;
using Serilog;

namespace Lighthouse.Pipeline.Runs;

/// <summary>One run of the runbook: days are carried out and judged, and at the end a decision is made of what is in the evidence.</summary>
/// <param name="runbook">The runbook.</param>
/// <param name="options">What was asked for.</param>
/// <param name="repository">Root of the repository under judgement.</param>
/// <param name="provider">What system is under test.</param>
/// <param name="suites">Where the suites are.</param>
/// <param name="log">Progress and results.</param>
public sealed class ReadinessRun(
    Runbook runbook, RunOptions options, string repository, ITargetProvider provider, SuiteLocation suites, ILogger log)
{
    private readonly RunFolder folder = options.Bundle is { } bundle
        ? new(options.Artifacts, runbook.Name) { Results = bundle }
        : new(options.Artifacts, runbook.Name);
    private PreviousDecision? previous;
    private RunManifest? manifest;

    /// <summary>The runbook.</summary>
    public Runbook Runbook { get; } = runbook;

    /// <summary>What was asked for.</summary>
    public RunOptions Options { get; } = options;

    /// <summary>Writes the log of a day in place of a suite; null to run the day's suite against the target.</summary>
    internal Func<Day, RunIdentity, CancellationToken, Task<(string? Broken, EvidenceHead? Head)>>? CarryOut { get; init; }

    /// <summary>Where approvals and the rules before the change are found; null for a run that nobody decides on.</summary>
    public GovernanceSource? Governance { get; init; }

    /// <summary>What system is under test.</summary>
    internal ITargetProvider Provider => provider;

    /// <summary>The run; null before it was begun.</summary>
    public RunIdentity? Identity => manifest?.Identity;

    /// <summary>Where the files are.</summary>
    public RunFolder Folder => folder;

    /// <summary>What is known of the run; null before its first day.</summary>
    internal RunManifest? Manifest => manifest;

    /// <summary>Carries out one day, judges it, writes and prints its report.</summary>
    /// <exception cref="PipelineException">The runbook and the day's suite do not fit together, or the results cannot be written.</exception>
    public async Task<DayVerdict> RunDayAsync(Day day, CancellationToken cancellation)
    {
        if (CarryOut is null)
            RequireFitting(day);
        var run = manifest ??= Options.Resume ? Resume() : Begin();
        if (Options.Resume && Kept(day, run) is { } kept)
            return kept;
        if (Options.Resume)
            File.Delete(folder.EvidenceOf(day));
        var (broken, head) = await (CarryOut ?? Measure)(day, run.Identity, cancellation);
        if (head is not null)
        {
            manifest = run.With(day.Name, head);
            manifest.Write(folder.Manifest);
        }

        if (broken is not null)
            ReportWriter.WriteDayFailure(folder.Results, Runbook, run.Identity, day, broken[..6], broken, TimeProvider.System.GetUtcNow());
        var verdict = JudgeDay(day, manifest!);
        ReportWriter.WriteDay(folder.Results, Runbook, run.Identity, verdict);
        Triage(verdict, run.Identity);
        log.Information("{Table:l}", Environment.NewLine + ReportWriter.DayTable(Runbook, run.Identity, verdict));
        cancellation.ThrowIfCancellationRequested();
        return verdict;
    }

    /// <summary>Judges every day by the evidence in the folder, decides, writes and prints the decision.</summary>
    /// <exception cref="PipelineException">There is no run to decide on, or the decision cannot be written.</exception>
    public Decision Decide()
    {
        Remember();
        if (Options.Evidence.Count > 0)
            new EvidenceMerge(Runbook, SourceRevision.Of(repository), folder).From(Options.Evidence);
        // Days that this very build ran are judged as they were begun; days found in the folder must be of the source as it is now.
        var begunHere = manifest is not null;
        var run = manifest ?? RunManifest.Read(folder.Manifest) ?? throw new PipelineException(
            ExitCode.NoDecision, $"LH5201: '{folder.Manifest}' is missing: no day has been run, so there is nothing to decide on. Run {Runbook.BuildCommand} --target=GoNoGo.");
        using var key = RunKey.For(Options);
        BundleWriter.Clear(folder.Results, Runbook);
        var at = TimeProvider.System.GetUtcNow();
        manifest = run with { DecidedAt = at };
        manifest.Write(folder.Manifest);
        GovernanceFile.Write(folder.Results, Governance?.Gather() ?? GovernanceRecord.Nothing);
        previous?.WriteTo(folder.Results);
        var decision = DecideAt(manifest, at, begunHere ? run.Identity.Commit : SourceRevision.Of(repository));
        ReportWriter.WriteDecision(folder.Results, Runbook, decision);
        Sign(decision, key);
        log.Information("{Table:l}", Environment.NewLine + ReportWriter.DecisionTable(Runbook, decision));
        return decision;
    }

    /// <summary>Makes the decision of a run again from its evidence. Evidence that was measured on another commit or by another runbook does not count.</summary>
    internal Decision DecideAt(RunManifest run, DateTimeOffset at, string commit)
    {
        var expected = run.Identity with { Commit = commit, RunbookDigest = Runbook.Digest };
        var governed = GovernanceStanding.Of(Runbook, expected, GovernanceFile.Read(folder.Results), at);
        return DecisionMaker.Decide(Runbook, expected, [.. Runbook.Days.Select(day => JudgeDay(day, run with { Identity = expected }))], governed, at)
            with { Previous = PreviousDecision.In(folder.Results) };
    }

    private Task<(string? Broken, EvidenceHead? Head)> Measure(Day day, RunIdentity identity, CancellationToken cancellation) =>
        new DayRun(Runbook, day, identity, Options, folder, provider, suites, repository, log).RunAsync(cancellation);

    internal DayVerdict JudgeDay(Day day, RunManifest run)
    {
        var path = folder.EvidenceOf(day);
        var known = run.Heads.TryGetValue(day.Name, out var head);
        var reading = known || File.Exists(path) ? EvidenceReader.Read(path, run.Identity, head) : null;
        return Judge.Day(Runbook, day, run.Identity.Profile, reading, OnlyGateOf(day));
    }

    /// <summary>The run that was begun here, and a day's log as it was left.</summary>
    /// <exception cref="InvalidOperationException">No day was run.</exception>
    internal (RunManifest Manifest, EvidenceReading Reading) EvidenceOf(Day day)
    {
        var run = manifest ?? throw new InvalidOperationException("LH5210: no day was run, so there is no evidence.");
        return (run, EvidenceReader.Read(folder.EvidenceOf(day), run.Identity, run.Heads.GetValueOrDefault(day.Name), day.Name));
    }

    private void Sign(Decision decision, SigningKey key)
    {
        try
        {
            BundleWriter.Write(folder.Results, Runbook, decision, key);
            log.Information("Signed by key {KeyId:l}{SelfMade:l}", key.Verification.Id[..16], key.IsSelfMade ? ", which this run made for itself: it shows that nothing was changed since, not who decided" : "");
        }
        catch (AttestationException problem)
        {
            throw new PipelineException(ExitCode.NoDecision, problem.Message, problem);
        }
    }

    private void Triage(DayVerdict verdict, RunIdentity identity)
    {
        try
        {
            new FindingKeeper(Options.Findings ?? folder.Findings, log).Take(verdict, identity, Options.TargetUrl?.AbsoluteUri ?? "reference", TimeProvider.System.GetUtcNow());
        }
        catch (RegisterException problem)
        {
            throw new PipelineException(ExitCode.NoDecision, problem.Message, problem);
        }
    }

    private string? OnlyGateOf(Day day) => Options.Gate is { } gate && day.Gates.Any(candidate => candidate.Id == gate) ? gate : null;

    private void RequireFitting(Day day)
    {
        // What a command measures is known when it has reported.
        if (day.Command.Count > 0)
            return;
        var assembly = suites.AssemblyOf(day);
        if (!File.Exists(assembly))
            throw new PipelineException(ExitCode.NoDecision, $"LH5104: the suite '{assembly}' of {day.Name} is missing; build it first, in configuration {suites.Configuration}.");
        var errors = SuiteCatalogue.Read(assembly).Compare(day);
        if (errors.Count > 0)
            throw new PipelineException(ExitCode.Invalid, string.Join(Environment.NewLine, errors));
    }

    private RunManifest Resume()
    {
        var found = RunManifest.Read(folder.Manifest)
            ?? throw new PipelineException(ExitCode.NoDecision, $"LH5208: '{folder.Manifest}' is missing: there is no run to go on with. Leave --resume out.");
        var commit = SourceRevision.Of(repository);
        // The certificate is written last: without it the decision was cut off, and is made again.
        var why = found.DecidedAt is not null && File.Exists(Path.Combine(folder.Results, ArtifactNames.Certificate)) ? "it was decided"
            : found.Identity.RunbookDigest != Runbook.Digest ? "it is of another runbook"
            : found.Identity.Profile != Options.Profile ? $"it is of profile {found.Identity.Profile}"
            : found.Identity.Commit != commit ? $"it is of commit {found.Identity.Commit}, and this is {commit}"
            : commit.EndsWith("-dirty", StringComparison.Ordinal) ? "files were changed and not committed, so nobody can tell whether the finished days measured these"
            : null;
        if (why is not null)
            throw new PipelineException(ExitCode.NoDecision, $"LH5209: run {found.Identity.RunId} cannot be gone on with: {why}. Leave --resume out.");
        log.Information("Going on with run {RunId}: {Days} finished", found.Identity.RunId, found.Heads.Count);
        return found;
    }

    // A finished day stays whatever it found: to measure again until it passes would be no measurement.
    private DayVerdict? Kept(Day day, RunManifest run)
    {
        if (!run.Heads.TryGetValue(day.Name, out var head) || EvidenceReader.Read(folder.EvidenceOf(day), run.Identity, head, day.Name).Faults.Count > 0)
            return null;
        var verdict = JudgeDay(day, run);
        ReportWriter.WriteDay(folder.Results, Runbook, run.Identity, verdict);
        log.Information("{Day}: kept from before, with {Records} records of evidence", day.Name, head.Records);
        log.Information("{Table:l}", Environment.NewLine + ReportWriter.DayTable(Runbook, run.Identity, verdict));
        return verdict;
    }

    // Before anything is removed: the run to compare with may lie where this one goes.
    private void Remember() => previous ??= Options.CompareWith is { } before ? PreviousDecision.From(before) : null;

    private RunManifest Begin()
    {
        Remember();
        if (Directory.Exists(folder.Results))
            Directory.Delete(folder.Results, recursive: true);
        Directory.CreateDirectory(folder.Logs);
        var identity = new RunIdentity(
            Options.RunId ?? Guid.NewGuid().ToString("N"), SourceRevision.Of(repository), Runbook.Digest, Options.Profile, Options.Seed);
        var begun = new RunManifest(identity, TimeProvider.System.GetUtcNow(), new Dictionary<string, EvidenceHead>(), null);
        begun.Write(folder.Manifest);
        log.Information("Run {RunId} of runbook {Runbook}, commit {Commit}, profile {Profile}, seed {Seed}",
            identity.RunId, Runbook.Name, identity.Commit, Options.Profile, Options.Seed);
        return begun;
    }
}
