using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos;
using Lighthouse.Chaos.Ledger;
using Lighthouse.Chaos.ProcessKill;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>The process is killed under load, again and again; what was acknowledged must be on the disk and must be served.</summary>
public sealed class ProcessCrash(Day day)
{
    private const string Gate = "process-crash";
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HoldsFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stale = TimeSpan.FromMilliseconds(500);
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
        using var ledger = new AcknowledgedLedger(Path.Combine(day.Scratch, "acknowledged.jsonl"), TimeProvider.System);

        long attempts, answered, wrong;
        await using (var load = new CrashWriters(agents.Sessions, ledger))
        {
            var random = day.Random(Gate);
            for (var crash = 1; crash <= crashes; crash++)
                await CrashAsync(target, load, random, $"{crash} of {crashes}", cancellation);
            await load.StopAsync();
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
        var options = new ExperimentOptions
        {
            SteadyState = _ => Task.FromResult(Stopwatch.GetElapsedTime(load.LastSuccess) < Stale),
            SteadyFor = HoldsFor,
            RecoverWithin = RecoveryLimit,
        };
        var result = await new Experiment(Kill(target, load), options, TimeProvider.System).RunAsync(cancellation);
        // Not recovered within the limit: it took at least the limit, which misses every demand that is below it.
        if (result.Status == ExperimentStatus.Completed)
            recoveries.Add(result.Recovery ?? RecoveryLimit);
        else
            doubts.Add($"crash {which}: {result.Status}: {result.Reason}");
        Day.Progress($"crash {which}: {result.Status}, recovered after {result.Recovery?.TotalSeconds ?? double.NaN:0.00} s; {result.Effect?.Detail}");
    }

    private static ProcessKillFault Kill(TargetProcess target, CrashWriters load) => new(
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

    private IEnumerable<FoundRecord> Stored(string dataFolder) =>
        StoreReader.Read(dataFolder, day.Target.Credentials["store"]).Where(record => record.EventType == CrashWriters.EventType)
            .Select(record => Found(record.Data, record.Sequence));

    private static async Task<List<FoundRecord>> ServedAsync(BridgeSession admin, CancellationToken cancellation)
    {
        var served = new List<FoundRecord>();
        await foreach (var one in admin.EventsAsync(CrashWriters.EventType, cancellation))
            served.Add(Found(one.Data, one.Sequence));
        return served;
    }

    private static FoundRecord Found(JsonElement data, long sequence) => new(
        data.GetProperty("key").GetString()!, sequence, AcknowledgedLedger.DigestOf(Encoding.UTF8.GetBytes(data.GetProperty("text").GetString()!)));
}
