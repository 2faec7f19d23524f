using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;

namespace Lighthouse.Suites.Performance.Workloads;

/// <summary>What agents do all day, in turn: store, read, wait, ask for verdicts and for questions; and now and then somebody comes and goes.</summary>
/// <param name="agents">Who does it, of a role whose limits allow it. The last of them are the visitors.</param>
internal sealed class EverydayWork(Agents agents)
{
    /// <summary>How many of the agents only come and go: their sessions are requests, too, and limited.</summary>
    public const int Visitors = 10;

    /// <summary>How many operations there are for one visit.</summary>
    public const int OperationsPerVisit = 50;

    private const int Workers = 8;
    private const int UsualFiles = 50;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim door = new(1);
    private long visits;

    /// <summary>Does so many operations as fast as eight agents at a time can.</summary>
    public Task<LoadResult> DoAsync(int operations, CancellationToken cancellation) => DoAsync(operations, OneAsync, cancellation);

    /// <summary>Does so many of those operations alone that store something, in the same shares: what the bridge keeps of the newest events is full the sooner.</summary>
    public Task<LoadResult> FillAsync(int operations, CancellationToken cancellation) => DoAsync(operations, StoringOneAsync, cancellation);

    private Task<LoadResult> DoAsync(int operations, Func<BridgeSession, long, CancellationToken, Task> one, CancellationToken cancellation) => LoadRun.ClosedAsync(
        ClosedModel.Agents(Workers, operations / Workers, Limit),
        async (iteration, token) =>
        {
            var number = (iteration.Number * Workers) + iteration.Agent;
            await one(agents.Sessions[(int)(number % (agents.Sessions.Count - Visitors))], number, token);
            return IterationOutcome.Succeeded;
        },
        new LoadOptions(), TimeProvider.System, cancellation);

    // Of 50 operations one is a visit, eight store an event, eight a verdict.
    private Task StoringOneAsync(BridgeSession agent, long number, CancellationToken cancellation) => (number % 17) switch
    {
        0 => VisitAsync(cancellation),
        <= 8 => NoteAsync(agent, number, cancellation),
        _ => AskAsync(agent, number, cancellation),
    };

    private static Task NoteAsync(BridgeSession agent, long number, CancellationToken cancellation) =>
        agent.StoreEventAsync(new EventDraft("noted", new { number }), cancellation);

    private static Task AskAsync(BridgeSession agent, long number, CancellationToken cancellation) =>
        agent.ValidateCommandAsync("read_file", new { file_path = $"src/part{number % UsualFiles}.cs" }, cancellation: cancellation);

    private Task OneAsync(BridgeSession agent, long number, CancellationToken cancellation) => number % OperationsPerVisit == 0
        ? VisitAsync(cancellation)
        : (number % 6) switch
        {
            0 => NoteAsync(agent, number, cancellation),
            1 => agent.QueryAsync(new EventQuery { EventType = "noted", Limit = 5 }, cancellation),
            2 => AskAsync(agent, number, cancellation),
            3 => agent.PendingAsync(cancellation),
            4 => agent.ValidateAsync(cancellation),
            _ => agent.WaitAsync(long.MaxValue / 2, TimeSpan.FromMilliseconds(1), cancellation),
        };

    private async Task VisitAsync(CancellationToken cancellation)
    {
        // One at a time: an agent has at most three sessions, of which the pool's own is one.
        await door.WaitAsync(cancellation);
        try
        {
            var visitor = agents.Credentials[^(1 + (int)(visits++ % Visitors))];
            await using var session = await agents.Client.OpenSessionAsync(visitor, cancellation: cancellation);
        }
        finally
        {
            door.Release();
        }
    }
}
