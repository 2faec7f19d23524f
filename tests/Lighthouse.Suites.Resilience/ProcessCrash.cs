using System.Diagnostics;
using Lighthouse.Chaos;
using Lighthouse.Chaos.DiskStress;
using Lighthouse.Chaos.Ledger;
using Lighthouse.Chaos.PowerLoss;
using Lighthouse.Chaos.ProcessKill;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>The process is killed under load, again and again; what was acknowledged must be on the disk and must be served.</summary>
public sealed class ProcessCrash(Day day)
{
    internal const string Gate = "process-crash";
    private const int Pairs = 8;
    private const long ImageBytes = 256_000_000;
    private static readonly TimeSpan Stale = TimeSpan.FromMilliseconds(500);

    [Fact, Gate(Gate, "process_crash.recovery", "process_crash.acknowledged_lost", "process_crash.wrong_answers", "process_crash.availability")]
    public async Task What_was_acknowledged_outlives_every_crash()
    {
        var tally = await Scenarios.OutcomeAsync(day, Gate, TestContext.Current.CancellationToken);
        var sizes = day.Sizes(Gate);
        ScenarioRecord.Draw(day, Gate, tally);
        day.Evidence.Record([.. ScenarioRecord.Of(
            Gate, tally,
            $"{sizes.Count("crashes")} times SIGKILL{(day.IsQuick ? "" : ImageDisk.Missing is { } missing ? $" (no power was cut: {missing})" : $" and {sizes.Count("power_losses")} times the power of the disk cut")} while {sizes.Count("writers")} agents stored events over HTTP; {tally.Acknowledged:#,##0} acknowledged events compared with the store's files, read without the bridge, and with what the restarted bridge served.")]);
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
        // Only in the larger profiles, whose crashes last long enough for questions to end.
        await using var questions = day.IsQuick ? null : await ContestedQuestions.StartAsync(agents, target.Url, Pairs, day.Random("contested"), cancellation);
        await using (var load = new ProbeWriters([.. agents.Sessions.Take(sizes.Count("writers"))], ledger))
        {
            var random = day.Random(Gate);
            for (var crash = 1; crash <= crashes; crash++)
                tally.Add($"crash {crash} of {crashes}", await HarmAsync(Kill(target, load), load, random, cancellation));
            await load.StopAsync();
            tally.Timeline.Add(load.Requests);
            tally.AddLoad(load.Attempts, load.Answered, load.Checked, load.Wrong);
        }

        if (questions is not null)
            await questions.StopAsync(tally);
        var served = await Tally.ServedAsync(agents.Admin, cancellation);
        await target.StopAsync();
        tally.Compare(ledger, Tally.Stored(day, target.DataFolder), served);
        if (!day.IsQuick && ImageDisk.Missing is null)
            await LosePowerAsync(day, sizes, tally, cancellation);
        return tally;
    }

    /// <summary>The same on a disk whose power is cut: what was only in the machine's memory is gone, too.</summary>
    private static async Task LosePowerAsync(Day day, GateSizes sizes, Tally tally, CancellationToken cancellation)
    {
        var image = Path.Combine(day.Scratch, $"{Gate}.img");
        ImageDisk.Make(image, ImageBytes);
        await using var target = await day.StartOwnTargetAsync(recipe => OnImage(recipe, image), cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("power", sizes.Count("writers"), cancellation);
        using var ledger = new AcknowledgedLedger(Path.Combine(day.Scratch, $"{Gate}-power.jsonl"), TimeProvider.System);
        await using var load = new ProbeWriters(agents.Sessions, ledger);
        var random = day.Random("power-loss");
        for (var loss = 1; loss <= sizes.Count("power_losses"); loss++)
            tally.Add($"power loss {loss}", await HarmAsync(PowerLoss(target, image, load), load, random, cancellation));
        await load.StopAsync();
        tally.Timeline.Add(load.Requests);
        tally.AddLoad(load.Attempts, load.Answered, load.Checked, load.Wrong);

        var served = await Tally.ServedAsync(agents.Admin, cancellation);
        // The disk is seen only as long as the process runs: its files are kept first.
        var kept = Path.Combine(day.Scratch, $"{Gate}-kept");
        StoreReader.Copy(SmallDisk.SeenFromOutside(target.Identity.Id, target.DataFolder), kept);
        await target.StopAsync();
        tally.Compare(ledger, Tally.Stored(day, kept), served);
    }

    private static async Task<ExperimentResult> HarmAsync(IFault fault, ProbeWriters load, Random random, CancellationToken cancellation)
    {
        // Steady before: the load is being acknowledged.
        await load.UntilAcknowledgedAfterAsync(Stopwatch.GetTimestamp(), cancellation);
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(300, 1200)), cancellation);
        var options = new ExperimentOptions
        {
            SteadyState = _ => Task.FromResult(Stopwatch.GetElapsedTime(load.LastSuccess) < Stale),
            RecoverWithin = Tally.RecoveryLimit,
        };
        return await new Experiment(fault, options, TimeProvider.System).RunAsync(cancellation);
    }

    private static ProcessKillFault Kill(TargetProcess target, ProbeWriters load) => new(
        new ProcessKillOptions
        {
            Process = FaultUnderLoad.Process(target),
            Port = target.Url.Port,
            RestartAsync = _ => RestartAsync(target),
            IsHealthyAsync = token => ServesAsync(target, load, token),
        },
        TimeProvider.System);

    private static PowerLossFault PowerLoss(TargetProcess target, string image, ProbeWriters load) => new(
        new PowerLossOptions
        {
            Process = FaultUnderLoad.Process(target),
            Image = image,
            Folder = target.DataFolder,
            RestartAsync = _ => RestartAsync(target),
            IsHealthyAsync = token => ServesAsync(target, load, token),
        },
        TimeProvider.System);

    // The kill is the fault's; this only takes note of the end and strikes the process from the journal.
    private static async Task RestartAsync(TargetProcess target)
    {
        await target.StopAsync();
        target.Launch();
    }

    private static async Task<bool> ServesAsync(TargetProcess target, ProbeWriters load, CancellationToken cancellation)
    {
        await target.WaitUntilHealthyAsync(cancellation);
        await load.UntilAcknowledgedAfterAsync(Stopwatch.GetTimestamp(), cancellation);
        return true;
    }

    private static TargetRecipe OnImage(TargetRecipe recipe, string image)
    {
        var (program, arguments) = ImageDisk.Command(image, "{data}", recipe.Program, recipe.Arguments);
        return recipe with { Program = program, Arguments = arguments };
    }
}
