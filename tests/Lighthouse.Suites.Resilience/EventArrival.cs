using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Resilience;

/// <summary>A connection through the proxy, made before the fault; what is sent over it is looked up past the proxy.</summary>
internal sealed class EventArrival(BridgeClient client, BridgeSession session, BridgeSession admin) : IDisposable
{
    private const string ArrivalType = "arrival_probe";
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    public static async Task<EventArrival> OpenAsync(Agents agents, Uri address, CancellationToken cancellation)
    {
        await agents.EnlistAsync("arrival", 1, cancellation);
        var client = BridgeClient.Connect(address);
        return new EventArrival(client, await client.OpenSessionAsync(agents.Credentials[^1], cancellation: cancellation), agents.Admin);
    }

    public async Task<bool> ArrivesAsync(CancellationToken cancellation)
    {
        var name = Guid.NewGuid().ToString("N");
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(Patience);
        try
        {
            await session.StoreEventAsync(new EventDraft(ArrivalType, new { name }), bound.Token);
        }
        catch (Exception problem) when (problem is OperationCanceledException or HttpRequestException && !cancellation.IsCancellationRequested)
        {
            // Whether it arrived is asked of the bridge, not of the answer.
        }

        var page = await admin.QueryAsync(new EventQuery { EventType = ArrivalType, AgentId = session.AgentId, Limit = 1000 }, cancellation);
        return page.Events.Any(one => one.Data.GetProperty("name").GetString() == name);
    }

    public void Dispose() => client.Dispose();
}
