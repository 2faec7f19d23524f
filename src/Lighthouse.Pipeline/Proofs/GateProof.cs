using Lighthouse.Pipeline.Baselines;
using Lighthouse.Pipeline.Days;
using Lighthouse.Pipeline.Governance;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>Proves the gates: the clean system must get a GO, and each seeded defect a NO-GO by the gate that it belongs to.</summary>
/// <param name="session">The build.</param>
/// <param name="scope">How much of the runbook it is about.</param>
/// <param name="plan">The defects in order, and how long it goes on.</param>
/// <param name="clean">The system as it is.</param>
/// <param name="defects">The system with defects.</param>
internal sealed class GateProof(LighthouseSession session, ProofScope scope, ProofPlan plan, ITargetProvider clean, IDefectProvider defects)
{
    private const int MostMeasurements = 3;

    // Of some fifty. Where more did not pass it is no chance, and asking each would take as long as the days.
    private const int MostAskedAgain = 8;
    private readonly ProofTime time = new(plan.Time, TimeProvider.System, session.Cancellation);
    private readonly Runbook runbook = session.Run.Runbook;
    private readonly Dictionary<string, GateVerdict> sound = [];
    private readonly HashSet<string> baselines = [];
    private readonly List<GateVerdict> askedAgain = [];
    private int recordings;

    public async Task<ProvenGates> RunAsync()
    {
        var runs = await RunCleanAsync();
        var proofs = new List<Proof>();
        foreach (var defect in plan.Needed)
            proofs.Add(await ProveAsync(defect, runs.Decision));
        foreach (var defect in plan.WhileThereIsTime)
            if (await time.WithinAsync(() => ProveAsync(defect, runs.Decision), () => session.Log.Warning("Defect {Defect} was broken off: the time is over", defect.Name)) is { } proof)
                proofs.Add(proof);
        return new ProvenGates(runs, proofs, plan) { AskedAgainAlone = askedAgain };
    }

    // All of them, whatever an earlier one said: how often it fails is what is asked.
    private async Task<CleanRuns> RunCleanAsync()
    {
        var runs = new List<CleanRun>();
        while (runs.Count < session.Arguments.CleanRuns)
        {
            runs.Add(await MeasureCleanAsync(runs.Count == 0 ? "clean" : $"clean-{runs.Count + 1}", (MostMeasurements + 1) * runs.Count));
            session.Log.Information("The system as it is, run {Number} of {Count}: {Outcome:l}", runs.Count, session.Arguments.CleanRuns, new CleanRuns([runs[^1]]).Text);
        }

        return new CleanRuns(runs);
    }

    private async Task<CleanRun> MeasureCleanAsync(string name, int draw)
    {
        var decision = await RunDaysAsync(name, draw);
        var refused = scope.Measured(decision).Where(IsAskedAgain).ToList();
        if (refused.Count > MostAskedAgain)
            refused.Clear();
        foreach (var gate in refused)
        {
            session.Log.Warning("The system as it is: {Gate} was {Verdict}; it is measured once more", gate.Gate.Id, gate.Verdict);
            decision = DecideWith(decision, await MeasureSoundAsync(gate.Gate, name, draw + 1), decision.Governance);
        }

        return new CleanRun(name, decision, scope.IsSound(decision), refused) { IsPart = !scope.IsWhole };
    }

    // Where it is asked how often the system as it is fails, a failure stands. What neither passed nor failed has said nothing yet.
    private bool IsAskedAgain(GateVerdict gate) =>
        gate.Verdict == Verdict.Inconclusive || (gate.Verdict is Verdict.Failed or Verdict.NotRun && session.Arguments.CleanRuns == 1);

    private async Task<Decision> RunDaysAsync(string name, int draw)
    {
        var folder = NewFolder(name);
        try
        {
            var system = scope.Gate is { } gate ? AsItIs(gate, folder) : new SeededSystem(clean);
            var run = RunOn(system with { Baselines = await BaselinesAsync(scope.Gate is { } one ? [one] : InProfile()) }, name, scope.Gate, draw);
            foreach (var day in scope.Days)
                await run.RunDayAsync(day, time.Stop);
            return scope.IsWhole ? run.Decide() : run.DecideAt(run.Manifest!, TimeProvider.System.GetUtcNow(), run.Manifest!.Identity.Commit);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A fault whose effect was not seen has said nothing either. What is wanted may itself be that nothing can be said.
    private static bool IsOpen(IReadOnlyList<GateVerdict> gates, Verdict wanted) =>
        gates.Any(gate => gate.Verdict != wanted) && gates.All(gate => gate.Verdict is Verdict.Inconclusive or Verdict.NotRun);

    private async Task<Proof> ProveAsync(Defect defect, Decision decision)
    {
        session.Log.Information("Defect {Defect}: {Description:l}; {Gate} must catch it", defect.Name, defect.Description, defect.CaughtBy);
        var gate = runbook.FindGate(defect.CaughtBy) ?? throw new PipelineException(
            ExitCode.Invalid, $"LH5601: defect '{defect.Name}' names gate '{defect.CaughtBy}', which the runbook does not have.");
        if (defects.WhyNotHere(gate.Id) is { } why)
            return new Proof(defect, [], Verdict.NotRun, why, IsNoGo: false) { NotTried = why };
        if (ProfileOf(gate) != session.Run.Options.Profile && await SoundAsync(gate, decision) is { Verdict: not Verdict.Passed } missed)
            return new Proof(defect, [], missed.Verdict, $"nothing is proven, because the gate did not pass without the defect: {missed.Reason}", IsNoGo: false) { Profile = ProfileOf(gate) };
        var proof = await SeedAsync(defect, gate, defect.Name, decision, draw: 0);
        if (proof.IsCaught)
            return proof;
        session.Log.Warning("Defect {Defect} escaped: {Gate} is {Verdict}; it is seeded once more", defect.Name, gate.Id, proof.Expected);
        // What escaped has been seen; it is not left out for want of time.
        time.Overrun();
        var second = await SeedAsync(defect, gate, $"{defect.Name}-second", decision, MostMeasurements);
        return second with { Escape = $"{gate.Id} was {proof.Expected} ({proof.Reason})" };
    }

    private async Task<Proof> SeedAsync(Defect defect, Gate gate, string name, Decision decision, int draw)
    {
        var verdict = await MeasureAsync(name, gate, defect.CaughtAs, folder => defects.Seed(defect, folder), draw);
        var expected = verdict.Gates.Single(candidate => candidate.Gate.Id == gate.Id);
        var fired = verdict.Gates.Where(candidate => candidate.Verdict == Verdict.Failed).Select(candidate => candidate.Gate.Id);
        return new Proof(defect, [.. fired], expected.Verdict, expected.Reason, IsNoGo(decision, expected)) { Profile = ProfileOf(gate) };
    }

    // A gate that the run's profile leaves to a larger one is proven in the smallest that measures it.
    private Profile ProfileOf(Gate gate) => gate.IsEvaluatedIn(session.Run.Options.Profile) ? session.Run.Options.Profile : gate.DeferredTo(session.Run.Options.Profile) ?? session.Run.Options.Profile;

    // The run on the system as it is did not measure it. A gate that fails there proves nothing by failing on a defect.
    private async Task<GateVerdict> SoundAsync(Gate gate, Decision decision)
    {
        if (sound.TryGetValue(gate.Id, out var known))
            return known;
        if (scope.Gate?.Id == gate.Id)
            return sound[gate.Id] = decision.Gates.Single(candidate => candidate.Gate.Id == gate.Id);
        session.Log.Information("The system as it is: {Gate} must pass in profile {Profile}", gate.Id, ProfileOf(gate));
        var verdict = await MeasureSoundAsync(gate, "sound", draw: 0);
        if (verdict.Verdict is Verdict.Failed or Verdict.Inconclusive)
        {
            session.Log.Warning("The system as it is: {Gate} was {Verdict}; it is measured once more", gate.Id, verdict.Verdict);
            askedAgain.Add(verdict);
            verdict = await MeasureSoundAsync(gate, "sound-second", MostMeasurements);
        }

        return sound[gate.Id] = verdict;
    }

    private async Task<GateVerdict> MeasureSoundAsync(Gate gate, string name, int draw)
    {
        var verdict = await MeasureAsync($"{name}-{gate.Id}", gate, Verdict.Passed, folder => AsItIs(gate, folder), draw);
        return verdict.Gates.Single(candidate => candidate.Gate.Id == gate.Id);
    }

    private async Task<DayVerdict> MeasureAsync(string name, Gate gate, Verdict wanted, Func<string, SeededSystem> seed, int draw)
    {
        var day = runbook.FindDay(gate.Day)!;
        var folder = NewFolder(name);
        try
        {
            var seeded = seed(folder);
            var verdict = await MeasureOnceAsync(name, draw);
            for (var measured = 1; IsOpen(verdict.Gates, wanted) && measured < MostMeasurements; measured++)
            {
                session.Log.Warning("{Gate} was neither passed nor failed; it is measured once more", gate.Id);
                verdict = await MeasureOnceAsync($"{name}-again-{measured}", draw + measured);
            }

            return verdict;

            async Task<DayVerdict> MeasureOnceAsync(string run, int drawn)
            {
                // Measured again: the machine may have changed since what it is compared with was recorded.
                if (drawn > 0)
                    baselines.Remove(gate.Id);
                return await RunOn(seeded with { Baselines = await BaselinesAsync([gate]) }, run, gate, drawn).RunDayAsync(day, time.Stop);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(session.Run.Folder.Scratch, "seeded", name)).FullName;

    private SeededSystem AsItIs(Gate gate, string folder) => defects.Sound(gate.Id, folder) ?? new SeededSystem(clean);

    private IEnumerable<Gate> InProfile() => scope.Days.SelectMany(day => day.Gates).Where(gate => gate.IsEvaluatedIn(session.Run.Options.Profile));

    // Of the very system that the defects are seeded into, on this machine, now: one from before would prove something about the machine.
    private async Task<string?> BaselinesAsync(IEnumerable<Gate> gates)
    {
        string? folder = null;
        foreach (var gate in gates.Where(gate => defects.NeedsBaseline(gate.Id)))
        {
            folder = Path.Combine(session.Run.Folder.Artifacts, "proofs", "baselines");
            if (baselines.Add(gate.Id))
                await RecordAsync(gate, folder);
        }

        return folder;
    }

    // What cannot be believed, as on a machine that was busy just then, is not recorded; the last refusal stands.
    private async Task RecordAsync(Gate gate, string folder)
    {
        for (var left = MostMeasurements; ; left--)
        {
            session.Log.Information("The system as it is: recording the baseline that {Gate} compares with", gate.Id);
            try
            {
                var run = RunOn(new SeededSystem(clean), $"baseline-{gate.Id}-{++recordings}", gate, draw: 0);
                await new BaselineRecorder(runbook, gate, session.Log).RecordAsync(run, folder, time.Stop);
                return;
            }
            catch (PipelineException refusal) when (left > 1 && refusal.Code == ExitCode.NoDecision)
            {
                session.Log.Warning("{Refusal:l}", refusal.Message);
            }
        }
    }

    private bool IsNoGo(Decision clean, GateVerdict found)
    {
        var decision = DecideWith(clean, found);
        return decision.Outcome == Outcome.NoGo && IsNamed(decision, found.Gate)
            && (!sound.TryGetValue(found.Gate.Id, out var passed) || !IsNamed(DecideWith(clean, passed), found.Gate));
    }

    private Decision DecideWith(Decision clean, GateVerdict found) => DecideWith(clean, found, GovernanceStanding.Untouched);

    private Decision DecideWith(Decision clean, GateVerdict found, GovernanceStanding governance)
    {
        var days = clean.Days.Select(day => day.Day.Name != found.Gate.Day ? day : day with
        {
            Gates = [.. day.Gates.Where(gate => gate.Gate.Id != found.Gate.Id), found], Deferred = [.. day.Deferred.Where(gate => gate.Gate.Id != found.Gate.Id)],
        });
        return DecisionMaker.Decide(runbook, clean.Identity with { Profile = ProfileOf(found.Gate) }, [.. days], governance, clean.At);
    }

    private static bool IsNamed(Decision decision, Gate gate) => decision.Rationale.Any(sentence => sentence.StartsWith($"{gate.Id} (", StringComparison.Ordinal));

    // Each time with a seed of its own, which the log tells: places drawn once more are the same places, and would say the same.
    private ReadinessRun RunOn(SeededSystem system, string name, Gate? gate, int draw)
    {
        var asked = session.Run.Options;
        var options = asked with
        {
            Seed = unchecked(asked.Seed + draw),
            Advisories = system.Advisories ?? asked.Advisories, Sarif = system.Sarif ?? asked.Sarif, Image = system.Image ?? asked.Image, Baselines = system.Baselines, Findings = Path.Combine(session.Run.Folder.Scratch, "findings", $"{name}.jsonl"),
            Profile = gate is null ? asked.Profile : ProfileOf(gate), Gate = gate?.Id, TargetUrl = null, Artifacts = Path.Combine(session.Run.Folder.Artifacts, "proofs", name),
        };
        return new ReadinessRun(runbook, options, system.Repository ?? session.Settings.Repository, system.Target, session.Suites, session.Log)
        {
            Governance = new GovernanceSource(session.Settings, options),
        };
    }
}
