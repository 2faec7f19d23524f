using System.Diagnostics;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos.Ledger;

namespace Lighthouse.Suites.Resilience;

/// <summary>Agents that write and one that listens, all over one address, and one that sends to the listener past it, all through the faults.</summary>
internal sealed class ProbeLoad : IAsyncDisposable
{
    // Nothing acknowledged or heard for so long: not steady.
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(5);
    private readonly BridgeClient client;
    private readonly AcknowledgedLedger ledger;
    private readonly ProbeWriters writers;
    private readonly ProbeWriters sender;
    private readonly NewsReader reader;

    private ProbeLoad(BridgeClient client, IReadOnlyList<BridgeSession> sessions, BridgeSession direct, string file)
    {
        this.client = client;
        ledger = new AcknowledgedLedger(file, TimeProvider.System);
        reader = new NewsReader(sessions[^1], since: 0);
        writers = new ProbeWriters([.. sessions.Take(sessions.Count - 1)], ledger);
        // What is stored past a cut link while the listener is behind it must reach the listener afterwards.
        sender = new ProbeWriters([direct], ledger, sessions[^1].AgentId);
    }

    /// <summary>What was acknowledged.</summary>
    public AcknowledgedLedger Ledger => ledger;

    /// <summary>The agents that write.</summary>
    public ProbeWriters Writers => writers;

    /// <summary>Whether events are acknowledged and heard now.</summary>
    public bool IsSteady => Stopwatch.GetElapsedTime(writers.LastSuccess) < Stale && Stopwatch.GetElapsedTime(reader.LastHeard) < Stale;

    /// <summary>What is and what is not there, for a reader.</summary>
    public string Description =>
        $"last acknowledged {Stopwatch.GetElapsedTime(writers.LastSuccess).TotalSeconds:0.0} s ago, last heard {Stopwatch.GetElapsedTime(reader.LastHeard).TotalSeconds:0.0} s ago; last problems: {writers.LastProblem ?? "none"}, {reader.LastProblem ?? "none"}";

    /// <summary>Registers agents past the address, opens their sessions over it, and begins.</summary>
    public static async Task<ProbeLoad> StartAsync(Agents agents, Uri address, int writers, string ledgerFile, CancellationToken cancellation)
    {
        await agents.EnlistAsync("probe", writers + 2, cancellation);
        var client = BridgeClient.Connect(address, requestTimeout: AnswerLimit);
        var sessions = new List<BridgeSession>();
        foreach (var credential in agents.Credentials.TakeLast(writers + 2).Take(writers + 1))
            sessions.Add(await client.OpenSessionAsync(credential, cancellation: cancellation));
        return new ProbeLoad(client, sessions, agents.Sessions[^1], ledgerFile);
    }

    /// <summary>Waits until it is steady.</summary>
    public async Task UntilSteadyAsync(CancellationToken cancellation)
    {
        await writers.UntilAcknowledgedAfterAsync(Stopwatch.GetTimestamp(), cancellation);
        while (!IsSteady)
            await Task.Delay(5, cancellation);
    }

    /// <summary>Stops, lets the listener catch up, and adds what was seen.</summary>
    public async Task StopAsync(Tally tally)
    {
        await writers.StopAsync();
        await sender.StopAsync();
        tally.AddDelivery(sender.Addressed.Count, await reader.MissingAsync(sender.Addressed, CatchUp));
        await reader.StopAsync();
        tally.Timeline.Add(writers.Requests);
        tally.AddLoad(writers.Attempts, writers.Answered, writers.Checked + sender.Checked + reader.News, writers.Wrong + sender.Wrong + reader.Wrong);
    }

    public async ValueTask DisposeAsync()
    {
        await writers.DisposeAsync();
        await sender.DisposeAsync();
        await reader.DisposeAsync();
        ledger.Dispose();
        client.Dispose();
    }
}
