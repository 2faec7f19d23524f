using System.Diagnostics;
using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Suites.Performance.Workloads;

namespace Lighthouse.Suites.Performance.Repeating;

/// <summary>What one run on a fresh instance measured.</summary>
/// <param name="Figures">A number for each figure, by metric.</param>
/// <param name="Doubts">What speaks against believing them.</param>
internal sealed record RepeatedRun(IReadOnlyDictionary<string, Quantity> Figures, IReadOnlyList<string> Doubts)
{
    private const int Tail = 95;
    private const int Readers = 16;
    private const int Loaders = 4;
    private const int Batch = 1000;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    /// <summary>Starts an instance, works with it in every way at once, then as fast as it can in two ways, and ends it.</summary>
    public static async Task<RepeatedRun> MeasureAsync(Day day, GateSizes sizes, int number, CancellationToken cancellation)
    {
        var figures = new Dictionary<string, Quantity>
        {
            ["runs.yardstick.computing"] = Quantity.Of(Yardsticks.Computing()),
            ["runs.yardstick.storing"] = Quantity.Of(Yardsticks.Storing(day.Scratch)),
        };
        await using var target = await day.StartOwnTargetAsync(cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("repeated", sizes.Count("agents"), cancellation);
        var workers = agents.Sessions;
        // Agents of a role that may ask often. Those that wait for messages are of the usual one: others hear of everything.
        await agents.EnlistAsync("loader", "system_agent", Readers, cancellation);
        var loaders = agents.Sessions.Skip(workers.Count).ToList();
        var loads = await LoadAsync(workers, target.Url, sizes, day.Random($"no-regression/{number}"), cancellation);
        foreach (var (name, load) in loads)
        {
            figures[$"runs.{name}.median"] = Quantity.Of(load.LatencyFromIntendedStart.Percentile(50));
            figures[$"runs.{name}.tail"] = Quantity.Of(load.LatencyFromIntendedStart.Percentile(Tail));
        }

        figures["runs.reads.rate"] = await ReadAsync(loaders, sizes.Count("reads"), cancellation);
        figures["runs.batches.rate"] = await StoreAsync(loaders, sizes.Count("batches"), cancellation);
        return new RepeatedRun(figures, [.. loads.SelectMany(load => DoubtsOf(load.Key, load.Value))]);
    }

    private static async Task<Dictionary<string, LoadResult>> LoadAsync(IReadOnlyList<BridgeSession> sessions, Uri url, GateSizes sizes, Random random, CancellationToken cancellation)
    {
        await GoAheadAsync(sessions, sizes, random, cancellation);
        var duration = sizes.Duration("warm_up") + sizes.Duration("duration");
        await using var messages = await MessageErrand.BeginAsync(sessions, url, cancellation);
        await using var elicitations = await SocketErrand.BeginAsync(sessions, cancellation);
        var commands = Harmless(sizes, duration, random);
        var running = new Dictionary<string, Task<LoadResult>>
        {
            ["append"] = RunAsync("rate", (at, token) => sessions[(int)(at % sessions.Count)].StoreEventAsync(new EventDraft("stored", new { at }), token)),
            ["message"] = RunAsync("rate", messages.AskAsync),
            ["elicitation"] = RunAsync("asks", elicitations.AskAsync),
            ["validation"] = RunAsync("rate", (at, token) => ValidateAsync(sessions[(int)(at % sessions.Count)], commands[(int)(at % commands.Count)], token)),
        };
        await Task.WhenAll(running.Values);
        return running.ToDictionary(one => one.Key, one => one.Value.Result);

        // Numbered over warm-up and measurement together: no two questions are the same, and no agent asks more often than it may.
        Task<LoadResult> RunAsync(string rate, Func<long, CancellationToken, Task> work)
        {
            var number = -1L;
            return LoadRun.OpenAsync(
                OpenModel.ConstantRate(sizes.Rate(rate), duration), (_, token) => WithinLimitAsync(work, Interlocked.Increment(ref number), token),
                new LoadOptions { WarmUp = sizes.Duration("warm_up"), GracePeriod = AnswerLimit }, TimeProvider.System, cancellation);
        }
    }

    // While the bridge compiles what it does often, the slowest few of each load are those that wait for that, and no two instances compile alike.
    // Nothing is asked of agents: how many questions an agent has is what the measurement needs.
    private static async Task GoAheadAsync(IReadOnlyList<BridgeSession> sessions, GateSizes sizes, Random random, CancellationToken cancellation)
    {
        var model = OpenModel.ConstantRate(sizes.Rate("rate"), sizes.Duration("ahead"));
        var commands = Harmless(sizes, model.Duration, random);
        await Task.WhenAll(
            RunAsync((at, token) => sessions[(int)(at % sessions.Count)].StoreEventAsync(new EventDraft("ahead", new { at }), token)),
            RunAsync((at, token) => ValidateAsync(sessions[(int)(at % sessions.Count)], commands[(int)(at % commands.Count)], token)));

        Task RunAsync(Func<long, CancellationToken, Task> work) => LoadRun.OpenAsync(
            model, (iteration, token) => WithinLimitAsync(work, iteration.Number, token), new LoadOptions { GracePeriod = AnswerLimit }, TimeProvider.System, cancellation);
    }

    private static List<Command> Harmless(GateSizes sizes, TimeSpan duration, Random random) =>
        [.. Enumerable.Range(0, (int)(sizes.Rate("rate") * duration.TotalSeconds) + 1).Select(_ => Command.Safe(random))];

    private static async Task<IterationOutcome> WithinLimitAsync(Func<long, CancellationToken, Task> work, long number, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AnswerLimit);
        try
        {
            await work(number, limit.Token);
            return IterationOutcome.Succeeded;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return IterationOutcome.Failed("no answer in time");
        }
        catch (BridgeException refusal)
        {
            return IterationOutcome.Failed($"status {(int)refusal.StatusCode}");
        }
    }

    private static async Task ValidateAsync(BridgeSession agent, Command command, CancellationToken cancellation)
    {
        var verdict = await agent.ValidateCommandAsync(command.Tool, command.Input, cancellation: cancellation);
        if (!command.IsAnsweredBy(verdict))
            throw new InvalidOperationException($"A harmless command was {verdict.Metadata.Decision}.");
    }

    private static async Task<Quantity> ReadAsync(IReadOnlyList<BridgeSession> agents, int reads, CancellationToken cancellation)
    {
        // All agents in turn: no limit of one is met.
        var requests = agents.Select(agent => agent.Prepare(HttpMethod.Get, $"/elicitation/pending?agent_id={agent.AgentId}")).ToList();
        var left = reads;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => ReadOnAsync()));
        return PerSecond(reads, begun);

        async Task ReadOnAsync()
        {
            while (Interlocked.Decrement(ref left) is >= 0 and var number)
            {
                using var reply = await agents[number % agents.Count].SendAsync(requests[number % agents.Count], cancellation);
                reply.EnsureSuccessStatusCode();
            }
        }
    }

    private static async Task<Quantity> StoreAsync(IReadOnlyList<BridgeSession> agents, int batches, CancellationToken cancellation)
    {
        var drafts = Enumerable.Range(0, Batch).Select(number => new EventDraft("filled", new { number, text = "An event of a usual size, with a sentence in it." })).ToList();
        var left = batches;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(agents.Take(Loaders).Select(StoreOnAsync));
        return PerSecond((long)batches * Batch, begun);

        async Task StoreOnAsync(BridgeSession agent)
        {
            while (Interlocked.Decrement(ref left) >= 0)
                await agent.StoreEventsAsync(drafts, cancellation);
        }
    }

    private static Quantity PerSecond(long count, long begun) => new(count / Stopwatch.GetElapsedTime(begun).TotalSeconds, Unit.PerSecond);

    // What fails is no fast answer, and what was slow to fail no slow one.
    private static IEnumerable<string> DoubtsOf(string name, LoadResult load) => load.Succeeded < load.Intended
        ? load.Doubts.Append($"LHS5271: {load.Intended - load.Succeeded} of {load.Intended} of {name} failed ({string.Join(", ", load.FailedByKind.Keys)}).")
        : load.Doubts;
}
