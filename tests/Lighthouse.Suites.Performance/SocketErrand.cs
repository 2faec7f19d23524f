using System.Text.Json;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Performance;

/// <summary>Agents that ask each other by elicitation and hear of questions and answers by push.</summary>
internal sealed class SocketErrand : IAsyncDisposable
{
    // Made once, as by whoever asks with it again and again.
    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"object","properties":{"ok":{"type":"boolean"}},"required":["ok"]}""");
    private readonly IReadOnlyList<BridgeSession> agents;
    private readonly HttpMessageHandler handler = BridgeClient.CreateHandler();
    private readonly Arrivals answered = new();
    private readonly List<BridgeSocket> sockets = [];
    private readonly List<Task> readers = [];

    private SocketErrand(IReadOnlyList<BridgeSession> agents) => this.agents = agents;

    public static async Task<SocketErrand> BeginAsync(IReadOnlyList<BridgeSession> agents, CancellationToken cancellation)
    {
        var errand = new SocketErrand(agents);
        try
        {
            foreach (var agent in agents)
            {
                // As with a long poll: who receives reacts, without another thread in between.
                var socket = await agent.OpenSocketAsync(new SocketOptions { Shared = errand.handler, GivesOutInline = true }, cancellation);
                errand.sockets.Add(socket);
                errand.readers.Add(errand.ReadAsync(agent, socket));
            }
        }
        catch
        {
            await errand.DisposeAsync();
            throw;
        }

        return errand;
    }

    /// <summary>Asks, and returns when the answer is there.</summary>
    public async Task AskAsync(long number, CancellationToken cancellation)
    {
        var (asker, target) = (agents[(int)(number % agents.Count)], agents[(int)((number + agents.Count / 2) % agents.Count)]);
        var ticket = await asker.CreateElicitationAsync(target.AgentId, $"Is {number} fine?", Schema, cancellation: cancellation);
        await answered.TakeAsync(ticket.ElicitationId, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Parallel.ForEachAsync(sockets, CancellationToken.None, (socket, _) => socket.DisposeAsync());
        await Task.WhenAll(readers);
        handler.Dispose();
    }

    private async Task ReadAsync(BridgeSession agent, BridgeSocket socket)
    {
        await foreach (var pushed in socket.ReceiveAsync())
        {
            if (pushed is PushedEnd { Status: "accepted" } end && end.Data?.GetProperty("ok").GetBoolean() == true)
                answered.Arrived(end.ElicitationId);
            if (pushed is PushedQuestion { Question: var question })
                await AnswerAsync(agent, question);
        }
    }

    private static async Task AnswerAsync(BridgeSession agent, PendingElicitation question)
    {
        try
        {
            await agent.RespondAsync(question, ResponseType.Accept, new { ok = true });
        }
        catch (Exception problem) when (problem is BridgeException or HttpRequestException or TimeoutException)
        {
            // Who asked waits in vain, which is counted there.
        }
    }
}
