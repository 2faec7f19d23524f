using System.Globalization;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Performance;

/// <summary>Agents that ask each other as it was done before elicitation: question and answer are events, heard of by long poll.</summary>
internal sealed class MessageErrand : IAsyncDisposable
{
    private readonly IReadOnlyList<BridgeSession> agents;
    private readonly Arrivals answered = new();
    private readonly List<Listener> listeners;

    private MessageErrand(IReadOnlyList<BridgeSession> agents, long since)
    {
        this.agents = agents;
        listeners = [.. agents.Select(agent => new Listener(agent, since, one => HearAsync(agent, one)))];
    }

    public static async Task<MessageErrand> BeginAsync(IReadOnlyList<BridgeSession> agents, Uri url, CancellationToken cancellation)
    {
        using var client = BridgeClient.Connect(url);
        return new MessageErrand(agents, (await client.StatusAsync(cancellation)).LastSequence);
    }

    /// <summary>Asks, and returns when the answer is there.</summary>
    public async Task AskAsync(long number, CancellationToken cancellation)
    {
        var (asker, target) = (agents[(int)(number % agents.Count)], agents[(int)((number + agents.Count / 2) % agents.Count)]);
        await asker.StoreEventAsync(new EventDraft("question", new { to_agent = target.AgentId, number, from = asker.AgentId, text = $"Is {number} fine?" }), cancellation);
        await answered.TakeAsync(Key(number), cancellation);
    }

    public async ValueTask DisposeAsync() => await Parallel.ForEachAsync(listeners, CancellationToken.None, (listener, _) => listener.DisposeAsync());

    private async Task HearAsync(BridgeSession agent, BridgeEvent heard)
    {
        if (heard.EventType is not ("question" or "answer"))
            return;
        var number = heard.Data.GetProperty("number").GetInt64();
        if (heard.EventType == "answer" && heard.Data.GetProperty("ok").GetBoolean())
            answered.Arrived(Key(number));
        if (heard.EventType == "question")
            await agent.StoreEventAsync(new EventDraft("answer", new { to_agent = heard.Data.GetProperty("from").GetString(), number, ok = true }));
    }

    private static string Key(long number) => number.ToString(CultureInfo.InvariantCulture);
}
