using System.Text.Json;
using Cake.Frosting;
using Lighthouse.Pipeline.Days;
using Lighthouse.Readiness.Judging;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>Proves the gates as a build task. <c>--gate</c> takes just the defects of one gate, <c>--day</c> of one day, <c>--defect</c> just one; <c>--clean-runs</c> measures the system as it is several times, <c>--proof-minutes</c> bounds how long it goes on once every gate of the profile was tried.</summary>
public abstract class ProofTask : AsyncFrostingTask<LighthouseContext>
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The system as it is.</summary>
    protected abstract ITargetProvider Clean(LighthouseContext context);

    /// <summary>The system with defects.</summary>
    protected abstract IDefectProvider Defects(LighthouseContext context);

    /// <inheritdoc/>
    public override Task RunAsync(LighthouseContext context) => context.Session.GuardAsync(() => ProveAsync(context));

    private async Task ProveAsync(LighthouseContext context)
    {
        var session = context.Session;
        var provider = Defects(context);
        var chosen = Choose(session, provider.Defects);
        var scope = ProofScope.Of(session.Run.Runbook, session.Arguments.Day, session.Run.Options.Gate is not null || session.Arguments.Defect is not null, chosen);
        var plan = ProofPlan.Of(chosen, gate => session.Run.Runbook.FindGate(gate)?.IsEvaluatedIn(session.Run.Options.Profile) ?? true, session.Arguments.ProofTime, session.Run.Options.Seed);
        var found = await new GateProof(session, scope, plan, Clean(context), provider).RunAsync();
        var unproven = scope.Days.SelectMany(day => day.Gates).Where(gate => scope.Gate is null || gate.Id == scope.Gate.Id).Select(gate => gate.Id).Except(provider.Defects.Select(defect => defect.CaughtBy)).ToList();
        session.Log.Information("{Matrix:l}", Environment.NewLine + ProofMatrix.Render(found, unproven));
        Write(session, scope, found, unproven);
        Require(found);
    }

    private static void Require(ProvenGates found)
    {
        var (clean, proofs) = (found.Clean, found.Proofs);
        if (!clean.AreAllSound)
            throw new PipelineException(ExitCode.NoGo, $"LH5602: the system as it is: {clean.Text}, so a NO-GO on a defect proves nothing; see its report above.");
        if (proofs.FirstOrDefault(proof => proof is { IsCaught: false, NotTried: null }) is { } escaped)
            throw new PipelineException(ExitCode.NoGo, $"LH5603: defect '{escaped.Defect.Name}' escaped: {escaped.Defect.CaughtBy} is {escaped.Expected}, not {escaped.Defect.CaughtAs} ({escaped.Reason}).");
        if (proofs.FirstOrDefault(proof => proof.NotTried is not null) is { } untried)
            throw new PipelineException(ExitCode.NoGo, $"LH5605: {proofs.Count(proof => proof.NotTried is not null)} defects could not be tried here, so their gates are not proven; {untried.Defect.CaughtBy}: {untried.NotTried}.");
        if (proofs.Count == 0)
            throw new PipelineException(ExitCode.NoGo, $"LH5606: nothing was proven: the time ({found.Plan.Time!.Value.TotalMinutes:0} min) was over before any of {found.Left.Count} defects was tried to its end.");
    }

    private static List<Defect> Choose(LighthouseSession session, IReadOnlyList<Defect> all)
    {
        var name = session.Arguments.Defect;
        var gate = session.Run.Options.Gate;
        var day = session.Arguments.Day;
        var chosen = all.Where(defect => (name is null || defect.Name == name) && (gate is null || defect.CaughtBy == gate) && (day is null || session.Run.Runbook.FindGate(defect.CaughtBy)?.Day == day)).ToList();
        return chosen.Count > 0
            ? chosen
            : throw new PipelineException(ExitCode.Invalid, $"LH5604: no defect matches; there are: {string.Join(", ", all.Select(defect => $"{defect.Name} ({defect.CaughtBy})"))}.");
    }

    private static void Write(LighthouseSession session, ProofScope scope, ProvenGates found, IReadOnlyList<string> unproven)
    {
        var clean = found.Clean;
        var path = Path.Combine(session.Run.Folder.Artifacts, "proofs", "matrix.json");
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                SchemaVersion = 1, clean.Decision.Identity.RunId, clean.Decision.Identity.Commit, Scope = scope.Gate?.Id ?? (scope.IsWhole ? null : scope.Days[0].Name), Clean = clean.Decision.Outcome.ToString(),
                CleanRuns = new
                {
                    Measured = clean.Runs.Count, Go = clean.Sound,
                    Runs = clean.Runs.Select(run => new { run.Name, run.Decision.Identity.RunId, Outcome = run.Decision.Outcome.ToString(), AskedAgain = run.AskedAgain.Select(gate => new { Gate = gate.Gate.Id, Verdict = gate.Verdict.ToString(), gate.Reason }), NotPassed = scope.Measured(run.Decision).Where(gate => gate.Verdict != Verdict.Passed).Select(gate => gate.Gate.Id) }),
                },
                Defects = found.Proofs.Select(proof => new
                {
                    proof.Defect.Name, proof.Defect.Description, Expected = proof.Defect.CaughtBy, proof.Fired, Verdict = proof.Expected.ToString(), Profile = proof.Profile.ToString(), proof.IsCaught, proof.Reason, proof.Escape, proof.NotTried,
                }),
                AskedAgainAlone = found.AskedAgainAlone.Select(gate => new { Gate = gate.Gate.Id, Verdict = gate.Verdict.ToString(), gate.Reason }),
                TimeLimitMinutes = found.Plan.Time?.TotalMinutes, Left = found.Left.Select(defect => new { defect.Name, Expected = defect.CaughtBy }), found.GatesLeft, Unproven = unproven,
            },
            Format));
    }
}
