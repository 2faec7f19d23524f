using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Suites.Performance;

/// <summary>How many requests a second the bridge answers for long, every one of them authenticated.</summary>
public sealed class Throughput(Day day, AgentPool pool)
{
    private const string Gate = "throughput";

    // What finds none free waits for one, and its latency counts that. With a connection for each request in flight a stall of some
    // milliseconds opened thousands, and to open them took more of both sides than the requests did.
    private const int Connections = 500;

    // Two seconds of them: one that is not started is a doubt.
    private const int MostInFlight = 20_000;

    [Fact, Gate(Gate, "throughput.rate", "throughput.failed")]
    public async Task The_rate_is_sustained()
    {
        Assert.SkipUnless(day.Measures(Gate), "this profile defers it");
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        var agents = await pool.SessionsAsync(day, sizes.Count("agents"), cancellation);
        var requests = agents.Select(agent => agent.Prepare(HttpMethod.Get, $"/elicitation/pending?agent_id={agent.AgentId}")).ToList();
        var duration = sizes.Duration("duration");
        using var room = new SemaphoreSlim(Connections);
        // The first requests meet a bridge and a generator that still compile; at the full rate they would pile up, and what piled up would be measured for long.
        await LoadAsync(sizes.Rate("rate") / 2, sizes.Duration("warm_up"));
        var run = await LoadAsync(sizes.Rate("rate"), duration);
        var took = run.GeneratorCpu.Wall > duration ? run.GeneratorCpu.Wall : duration;
        var measure = new Measure(
            Gate, $"{run.Intended:#,##0} authenticated requests of {agents.Count:#,##0} agents at a constant rate (open model) over at most {Connections} connections; {run.Succeeded:#,##0} answered rightly in {took.TotalSeconds:0.0} s, p99 {run.LatencyFromIntendedStart.Percentile(99).TotalMilliseconds:0.0} ms.");
        day.Evidence.Record(
            measure.Scalar("throughput.rate", new Quantity(run.Succeeded / took.TotalSeconds, Unit.PerSecond), run.Intended, run.Doubts),
            measure.Proportion("throughput.failed", run.Intended - run.Succeeded, run.Intended, run.Doubts));

        Task<LoadResult> LoadAsync(double rate, TimeSpan length) => LoadRun.OpenAsync(
            OpenModel.ConstantRate(rate, length),
            async (iteration, token) =>
            {
                var index = (int)(iteration.Number % agents.Count);
                await room.WaitAsync(token);
                try
                {
                    using var reply = await agents[index].SendAsync(requests[index], token);
                    return reply.IsSuccessStatusCode ? IterationOutcome.Succeeded : IterationOutcome.Failed($"status {(int)reply.StatusCode}");
                }
                finally
                {
                    room.Release();
                }
            },
            new LoadOptions { MaxInFlight = MostInFlight }, TimeProvider.System, cancellation);
    }
}
