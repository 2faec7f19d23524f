using System.Diagnostics;
using System.Net;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos;
using Lighthouse.Chaos.Ledger;
using Lighthouse.Chaos.ProcessKill;
using Lighthouse.Chaos.SteadyState;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>The process is killed under load, again and again; what was acknowledged must be on the disk and must be served.</summary>
public sealed class ProcessCrash(Day day)
{
    private const string Gate = "process-crash";
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HoldsFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(20);
    private readonly List<TimeSpan> recoveries = [];
    private readonly List<string> doubts = [];

    [Fact, Gate(Gate, "process_crash.recovery", "process_crash.acknowledged_lost", "process_crash.wrong_answers", "process_crash.availability")]
    public async Task What_was_acknowledged_outlives_every_crash()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        var (crashes, writers) = (sizes.Count("crashes"), sizes.Count("writers"));
        await using var target = await day.StartOwnTargetAsync(cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("crash", writers, cancellation);
        using var ledger = new AcknowledgedLedger(Path.Combine(day.Scratch, "acknowledged.jsonl"));

        long attempts, answered, wrong;
        await using (var load = new CrashWriters(agents.Sessions, ledger))
        {
            var random = day.Random(Gate);
            for (var crash = 1; crash <= crashes; crash++)
                await CrashAsync(target, load, random, $"{crash} of {crashes}", cancellation);
            await load.DisposeAsync();
            (attempts, answered, wrong) = (load.Attempts, load.Answered, load.Wrong);
        }

        var served = ledger.Compare(await ServedAsync(agents.Admin, cancellation));
        await target.StopAsync();
        var stored = ledger.Compare(Stored(target.DataFolder));
        Record(writers, crashes, ledger.Count, served, stored, (attempts, answered, wrong));
    }

    private async Task CrashAsync(TargetProcess target, CrashWriters load, Random random, string which, CancellationToken cancellation)
    {
        // Steady before: the load is being acknowledged.
        await load.UntilAcknowledgedAfterAsync(Stopwatch.GetTimestamp(), cancellation);
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(300, 1200)), cancellation);
        var fault = new ProcessKillFault(
            new ProcessKillOptions
            {
                ProcessId = target.Identity.Id,
                StartedAt = target.Identity.StartedAt,
                Endpoint = new IPEndPoint(IPAddress.Loopback, target.Url.Port),
                RestartAsync = async token =>
                {
                    await target.KillAsync();
                    target.Launch();
                    await target.WaitUntilHealthyAsync(token);
                },
                IsServingAsync = async token =>
                {
                    await load.UntilAcknowledgedAfterAsync(Stopwatch.GetTimestamp(), token);
                    return true;
                },
            },
            TimeProvider.System);
        var result = await new Experiment(fault, TimeProvider.System).RunAsync(during: null, cancellation);
        if (result.Outcome != ExperimentOutcome.Completed)
        {
            doubts.Add($"crash {which}: {result.Outcome}: {result.Detail}");
            return;
        }

        var recovery = await RecoveryClock.MeasureAsync(
            _ => Task.FromResult(Stopwatch.GetElapsedTime(load.LastSuccess) < TimeSpan.FromMilliseconds(500)),
            result.InjectedAt, HoldsFor, RecoveryLimit, ProbeInterval, TimeProvider.System, cancellation);
        recoveries.Add(recovery ?? RecoveryLimit);
        Day.Progress($"crash {which}: recovered after {recoveries[^1].TotalSeconds:0.00} s; effect: {result.Effect.Detail}");
    }

    private void Record(int writers, int crashes, int acknowledged, LedgerComparison served, LedgerComparison stored, (long Attempts, long Answered, long Wrong) load)
    {
        var wrong = load.Wrong + served.Altered.Count + served.Duplicated.Count + served.Lost.Except(stored.Lost).Count();
        var measure = new Measure(
            Gate,
            $"{crashes} times SIGKILL while {writers} agents stored events over HTTP; {acknowledged:#,##0} acknowledged events compared with the store's files, read without the bridge, and with what the restarted bridge served; {stored.Unacknowledged:#,##0} stored without an acknowledgement.");
        day.Evidence.Record(
            measure.Durations("process_crash.recovery", recoveries, doubts),
            measure.Count("process_crash.acknowledged_lost", stored.Lost.Count + stored.Altered.Count, acknowledged, doubts),
            measure.Count("process_crash.wrong_answers", wrong, load.Attempts + acknowledged, doubts),
            measure.Proportion("process_crash.availability", load.Answered, load.Attempts, doubts));
    }

    private static IEnumerable<LedgerEntry> Stored(string dataFolder, string key) =>
        StoreReader.Read(dataFolder, key).Where(record => record.EventType == CrashWriters.EventType)
            .Select(record => new LedgerEntry(record.Data.GetProperty("key").GetString()!, record.Sequence, record.Data.GetProperty("text").GetString()!));

    private IEnumerable<LedgerEntry> Stored(string dataFolder) => Stored(dataFolder, day.Target.Credentials["store"]);

    private static async Task<List<LedgerEntry>> ServedAsync(BridgeSession admin, CancellationToken cancellation)
    {
        var served = new List<LedgerEntry>();
        await foreach (var one in admin.EventsAsync(CrashWriters.EventType, cancellation))
            served.Add(new LedgerEntry(one.Data.GetProperty("key").GetString()!, one.Sequence, one.Data.GetProperty("text").GetString()!));
        return served;
    }
}
