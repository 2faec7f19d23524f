using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.State;

/// <summary>Writes to the event store and turns its troubles into refusals.</summary>
internal sealed class Journal(IEventStore store, ILogger<Journal> log)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <summary>Stores an event of the bridge itself.</summary>
    public Task<StoredEvent> WriteAsync(
        string type, string aggregateType, string aggregateId, string agent, JsonObject data, JsonObject? metadata = null) =>
        WriteAsync(
            new NewEvent(type, aggregateId, aggregateType, agent, BridgeEvents.Component, Element(data), metadata is null ? Nothing : Element(metadata)));

    /// <summary>Stores an event. It is not cancelled with the request: once begun, its outcome must be known.</summary>
    /// <exception cref="RefusalException">413 when it is too large, 503 when the store does not take it.</exception>
    public async Task<StoredEvent> WriteAsync(NewEvent added)
    {
        if (!store.Health.Writable) throw Unavailable();
        try
        {
            return (await store.AppendAsync([added], CancellationToken.None))[0];
        }
        catch (Exception problem) when (problem is not RefusalException)
        {
            log.LogError(problem, "An event of type {EventType} was not stored", added.EventType);
            throw Unavailable();
        }
    }

    private static RefusalException Unavailable() =>
        new(StatusCodes.Status503ServiceUnavailable, "store_unavailable", "Events cannot be stored now.", TimeSpan.FromSeconds(5));

    private static JsonElement Element(JsonObject value) => JsonSerializer.SerializeToElement(value, StateJson.Default.JsonObject);
}
