using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Suites.Performance.Watching;
using Lighthouse.Suites.Performance.Workloads;

namespace Lighthouse.Suites.Performance;

/// <summary>What the process of the bridge takes while experts work for many at once, and what it still holds afterwards.</summary>
public sealed class MemoryPressure(Day day, AgentPool pool)
{
    private const string Gate = "memory-pressure";
    private const string Capability = "measured_work";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WorkLimit = TimeSpan.FromSeconds(60);

    [Fact, Gate(Gate, "memory_pressure.growth", "memory_pressure.retained", "memory_pressure.completed")]
    public async Task Concurrent_expert_work_is_borrowed_memory()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        var watched = WatchedProcess.ListeningOn(day.Target.Url);
        Assert.SkipWhen(watched is null, "the process of the target cannot be seen from here: its resident memory is read from /proc, on the same Linux machine");
        var agents = await pool.AgentsAsync(day, sizes.Count("askers"), cancellation);
        var askers = agents.Sessions.Take(sizes.Count("askers")).ToList();
        var input = new { text = new string('x', (int)sizes["input"].In(Unit.Byte).Value) };
        await using var experts = await ExpertDesk.OpenAsync(
            day, [.. Enumerable.Range(0, sizes.Count("experts")).Select(index => $"desk_{index}")], Capability, input, cancellation);
        var ended = new Arrivals();
        var since = (await agents.Client.StatusAsync(cancellation)).LastSequence;
        var listeners = askers.Select(asker => new Listener(asker, since, one => Hear(one, ended))).ToList();
        try
        {
            // What the work before this left behind and is given back meanwhile would hide as much of what this one leaves.
            var before = await LowestAsync(watched!, sizes.Duration("settling"), cancellation);
            using var peak = new PeakWatch(watched!);
            var work = await LoadRun.ClosedAsync(
                ClosedModel.Agents(askers.Count, sizes.Count("pieces"), Limit),
                (iteration, token) => DelegateAsync(askers[iteration.Agent], input, ended, token),
                new LoadOptions(), TimeProvider.System, cancellation);
            var highest = peak.Highest;
            var retained = await LowestAsync(watched, sizes.Duration("settling"), cancellation) - before;
            var measure = new Measure(
                Gate, $"Resident memory of process {watched.Id} as the kernel counts it, every {PeakWatch.Interval.TotalMilliseconds:0} ms: {before / 1e6:0.0} MB at the lowest before, {highest / 1e6:0.0} MB at most, while {askers.Count} agents handed {work.Intended:#,##0} pieces of work of {input.text.Length:#,##0} bytes to {sizes.Count("experts")} experts; {(before + retained) / 1e6:0.0} MB at the lowest afterwards, each within {sizes.Duration("settling").TotalSeconds:0.#} s.");
            // Agents that come a little late take as much memory; what must not be is work that was not done.
            day.Evidence.Record(
                measure.Scalar("memory_pressure.growth", new Quantity(Math.Max(0, highest - before) / 1e6, Unit.Megabyte), peak.Readings),
                measure.Scalar("memory_pressure.retained", new Quantity(Math.Max(0, retained) / 1e6, Unit.Megabyte), peak.Readings),
                measure.Proportion("memory_pressure.completed", work.Succeeded, work.Intended));
        }
        finally
        {
            await Parallel.ForEachAsync(listeners, CancellationToken.None, (listener, _) => listener.DisposeAsync());
        }
    }

    private static async Task<IterationOutcome> DelegateAsync(BridgeSession asker, object input, Arrivals ended, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(WorkLimit);
        try
        {
            var ticket = await asker.DelegateAsync("measure", input, $"capability:{Capability}", cancellation: limit.Token);
            await ended.WaitAsync(ticket.DelegationId, limit.Token);
            return IterationOutcome.Succeeded;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return IterationOutcome.Failed("not ended in time");
        }
        catch (BridgeException refusal)
        {
            return IterationOutcome.Failed($"status {(int)refusal.StatusCode}");
        }
    }

    private static async Task<long> LowestAsync(WatchedProcess watched, TimeSpan within, CancellationToken cancellation)
    {
        var lowest = watched.ResidentBytes;
        for (var step = 0; step < 10; step++)
        {
            await Task.Delay(within / 10, cancellation);
            lowest = Math.Min(lowest, watched.ResidentBytes);
        }

        return lowest;
    }

    private static Task Hear(BridgeEvent one, Arrivals ended)
    {
        if (one.EventType == "delegation_completed")
            ended.Arrived(one.AggregateId);
        return Task.CompletedTask;
    }
}
