using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.State;

/// <summary>Writes to the event store and turns its troubles into refusals.</summary>
internal sealed class Journal(IEventStore store, ILogger<Journal> log)
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
    public async Task<StoredEvent> WriteAsync(NewEvent added)
    {
        try
        {
            return (await store.AppendAsync([added], CancellationToken.None))[0];
        }
        catch (EventStoreException problem) when (problem.Error == EventStoreError.TooLarge)
        {
            throw new RefusalException(StatusCodes.Status413PayloadTooLarge, "event_too_large", "The event is larger than 1 MB.");
        }
        catch (EventStoreException problem) when (problem.Error == EventStoreError.Invalid)
        {
            throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "event_invalid", "The event cannot be stored; it may be nested too deeply.");
        }
        catch (EventStoreException problem) when (problem.Error == EventStoreError.Conflict)
        {
            throw new RefusalException(StatusCodes.Status409Conflict, ClaimTaken, "It was done before.");
        }
        catch (EventStoreException)
        {
            // The store logs when it stops taking events; a line for each refused one would only fill the log.
            throw Unavailable();
        }
        catch (Exception problem)
        {
            log.LogError(problem, "An event of type {EventType} was not stored", added.EventType);
            throw Unavailable();
        }
    }

    private static RefusalException Unavailable() =>
        new(StatusCodes.Status503ServiceUnavailable, "store_unavailable", "Events cannot be stored now.", TimeSpan.FromSeconds(5));

    private static JsonElement Element(JsonObject value) => JsonSerializer.SerializeToElement(value, StateJson.Default.JsonObject);
}
