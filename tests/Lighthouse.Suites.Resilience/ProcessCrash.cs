using System.Diagnostics;
using Lighthouse.Chaos;
using Lighthouse.Chaos.Ledger;
using Lighthouse.Chaos.ProcessKill;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>The process is killed under load, again and again; what was acknowledged must be on the disk and must be served.</summary>
public sealed class ProcessCrash(Day day)
{
    internal const string Gate = "process-crash";
    private static readonly TimeSpan Stale = TimeSpan.FromMilliseconds(500);

    [Fact, Gate(Gate, "process_crash.recovery", "process_crash.acknowledged_lost", "process_crash.wrong_answers", "process_crash.availability")]
    public async Task What_was_acknowledged_outlives_every_crash()
    {
        var tally = await Scenarios.OutcomeAsync(day, Gate, TestContext.Current.CancellationToken);
        var sizes = day.Sizes(Gate);
        ScenarioRecord.Draw(day, Gate, tally);
        day.Evidence.Record([.. ScenarioRecord.Of(
            Gate, tally,
            $"{sizes.Count("crashes")} times SIGKILL while {sizes.Count("writers")} agents stored events over HTTP; {tally.Acknowledged:#,##0} acknowledged events compared with the store's files, read without the bridge, and with what the restarted bridge served.")]);
    }

    internal static async Task<Tally> MeasureAsync(Day day, CancellationToken cancellation)
    {
        var sizes = day.Sizes(Gate);
        var crashes = sizes.Count("crashes");
        var tally = new Tally();
        await using var target = await day.StartOwnTargetAsync(cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("crash", sizes.Count("writers"), cancellation);
        using var ledger = new AcknowledgedLedger(Path.Combine(day.Scratch, $"{Gate}.jsonl"), TimeProvider.System);
        await using (var load = new ProbeWriters(agents.Sessions, ledger))
        {
            var random = day.Random(Gate);
            for (var crash = 1; crash <= crashes; crash++)
                tally.Add($"crash {crash} of {crashes}", await CrashAsync(target, load, random, cancellation));
            await load.StopAsync();
            tally.Timeline.Add(load.Requests);
            (tally.Attempts, tally.Answered, tally.Checked, tally.Wrong) = (load.Attempts, load.Answered, load.Checked, load.Wrong);
        }

        var served = await Tally.ServedAsync(agents.Admin, cancellation);
        await target.StopAsync();
        tally.Compare(ledger, Tally.Stored(day, target.DataFolder), served);
        return tally;
    }

    private static async Task<ExperimentResult> CrashAsync(TargetProcess target, ProbeWriters load, Random random, CancellationToken cancellation)
    {
        // Steady before: the load is being acknowledged.
        await load.UntilAcknowledgedAfterAsync(Stopwatch.GetTimestamp(), cancellation);
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(300, 1200)), cancellation);
        var options = new ExperimentOptions
        {
            SteadyState = _ => Task.FromResult(Stopwatch.GetElapsedTime(load.LastSuccess) < Stale),
            RecoverWithin = Tally.RecoveryLimit,
        };
        return await new Experiment(Kill(target, load), options, TimeProvider.System).RunAsync(cancellation);
    }

    private static ProcessKillFault Kill(TargetProcess target, ProbeWriters load) => new(
        new ProcessKillOptions
        {
            // The identity from when this run started it, not whoever has the number now.
            Process = new Chaos.ProcessKill.ProcessIdentity(target.Identity.Id, target.Identity.StartedAt),
            Port = target.Url.Port,
            RestartAsync = async _ =>
            {
                // The kill is the fault's; this only takes note of the end and strikes the process from the journal.
                await target.StopAsync();
                target.Launch();
            },
            IsHealthyAsync = async token =>
            {
                await target.WaitUntilHealthyAsync(token);
                await load.UntilAcknowledgedAfterAsync(Stopwatch.GetTimestamp(), token);
                return true;
            },
        },
        TimeProvider.System);
}
