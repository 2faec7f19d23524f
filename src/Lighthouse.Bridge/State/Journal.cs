using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.State;

/// <summary>Writes to the event store and turns its troubles into refusals.</summary>
internal sealed class Journal(IEventStore store, StoreMeter meter, TimeProvider time, ILogger<Journal> log)
{
    /// <summary>The code of the refusal when another event has taken a claim before.</summary>
    public const string ClaimTaken = "claim_taken";

    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <summary>Stores an event of the bridge itself.</summary>
    public Task<StoredEvent> WriteAsync(
        string type, string aggregateType, string aggregateId, string agent, JsonObject data, JsonObject? metadata = null, params IReadOnlyList<EventClaim> claims) =>
        WriteAsync(
            new NewEvent(type, aggregateId, aggregateType, agent, BridgeEvents.Component, Element(data), metadata is null ? Nothing : Element(metadata))
            {
                Claims = claims,
            });

    /// <summary>Stores an event. It is not cancelled with the request: once begun, its outcome must be known.</summary>
    /// <exception cref="RefusalException">409 (<see cref="ClaimTaken"/>) when another event has taken its claim, 413 when it is too large, 422 when it cannot be stored as it is, 503 when the store does not take it.</exception>
    public async Task<StoredEvent> WriteAsync(NewEvent added) => (await WriteAsync([added]))[0];

    /// <summary>Stores events, all or none; see <see cref="WriteAsync(NewEvent)"/>.</summary>
    public async Task<IReadOnlyList<StoredEvent>> WriteAsync(IReadOnlyList<NewEvent> added)
    {
        using var span = Trace.Work("append", "lighthouse.event_type", added[0].EventType);
        var begun = time.GetTimestamp();
        try
        {
            var stored = await store.AppendAsync(added, CancellationToken.None);
            meter.Appended(time.GetElapsedTime(begun));
            return stored;
        }
        catch (Exception problem)
        {
            if (problem is not EventStoreException { Error: EventStoreError.Conflict }) meter.Failed();
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
            throw Refusal(problem, added[0].EventType);
        }
    }

    private RefusalException Refusal(Exception problem, string eventType)
    {
        switch (problem)
        {
            case EventStoreException { Error: EventStoreError.TooLarge }:
                return new(StatusCodes.Status413PayloadTooLarge, "event_too_large", "An event is larger than 1 MB, or the batch than 10 MB.");
            case EventStoreException { Error: EventStoreError.Invalid }:
                return new(StatusCodes.Status422UnprocessableEntity, "event_invalid", "The event cannot be stored; it may be nested too deeply.");
            case EventStoreException { Error: EventStoreError.Conflict }:
                return new(StatusCodes.Status409Conflict, ClaimTaken, "It was done before.");
            case EventStoreException:
                // The store logs when it stops taking events; a line for each refused one would only fill the log.
                return Unavailable();
            default:
                log.LogError(problem, "An event of type {EventType} was not stored", eventType);
                return Unavailable();
        }
    }

    private static RefusalException Unavailable() =>
        new(StatusCodes.Status503ServiceUnavailable, "store_unavailable", "Events cannot be stored now.", TimeSpan.FromSeconds(5));

    private static JsonElement Element(JsonObject value) => JsonSerializer.SerializeToElement(value, StateJson.Default.JsonObject);
}
