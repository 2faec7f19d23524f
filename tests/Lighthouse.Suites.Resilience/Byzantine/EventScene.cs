using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Resilience.Byzantine;

/// <summary>Honest agents that go on storing and reading as long as the liars go on, and a liar that stores in their names and in the bridge's.</summary>
internal sealed class EventScene(Cast cast, Testimony testimony, CancellationToken cancellation)
{
    private const string Store = "/event/store";
    private static readonly string[] TypesOfTheBridge = ["elicitation_responded", "delegation_completed", "collaboration_shared"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Stores and reads until it is enough, once at least.</summary>
    public Task WorkAsync(CancellationToken enough) => Task.WhenAll(cast.Truthful.Select(honest => WorkAsync(honest, enough)));

    /// <summary>Tells the lies.</summary>
    public async Task LieAsync()
    {
        var number = 0;
        await testimony.TellAsync(LieKinds.EventInAnothersName, cast.Liar, Event(cast.Liar, Deed.OwnEvent, $"forged/{++number}", cast.First.AgentId, cast.First.AgentId));
        foreach (var type in TypesOfTheBridge)
            await testimony.TellAsync(LieKinds.EventOfTheBridge, cast.Liar, Event(cast.Liar, type, $"forged/{++number}", cast.Liar.AgentId, cast.First.AgentId));
    }

    /// <summary>An event that whoever stores it may store, and what is to be found of it.</summary>
    public static (PreparedRequest Request, string Deed) Own(BridgeSession by, string key) =>
        (Event(by, Deed.OwnEvent, key, by.AgentId, by.AgentId), Deed.Of(Deed.OwnEvent, by.AgentId, by.AgentId, key));

    private async Task WorkAsync(BridgeSession honest, CancellationToken enough)
    {
        for (var number = 0; number == 0 || !enough.IsCancellationRequested; number++)
        {
            var key = $"{honest.AgentId}/{number}";
            var (request, deed) = Own(honest, key);
            try
            {
                await testimony.TruthAsync(honest, request, deed, LieKinds.EventInAnothersName, LieKinds.EventOfTheBridge);
                await ReadAsync(honest, number + 1, key);
            }
            catch (NotServedException)
            {
                // It has been counted, and goes on.
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task ReadAsync(BridgeSession honest, int stored, string key)
    {
        var query = new EventQuery { EventType = Deed.OwnEvent, AgentId = honest.AgentId, Limit = 1000 };
        await testimony.ServeAsync($"{honest.AgentId}'s own events", async () =>
        {
            var page = await honest.QueryAsync(query, cancellation);
            var isRight = page.Events.Any(one => one.Data.GetProperty("key").GetString() == key) && page.Count <= stored && page.Events.All(one => one.SourceAgent == honest.AgentId);
            return isRight ? page : throw new NotServedException($"{stored} were stored, {key} last, and {page.Count} are read");
        });
    }

    private static PreparedRequest Event(BridgeSession by, string type, string key, string name, string about) =>
        Testimony.Post(by, Store, new { event_type = type, aggregate_id = about, aggregate_type = "agent", agent_id = name, data = new { key } });
}
