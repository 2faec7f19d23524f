using System.Text.Json;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Messages;

/// <summary>Stores what agents publish, by whichever way it comes: one place for the rules.</summary>
internal sealed class EventPublication(Journal journal, Counters counters)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <summary>Stores an event of the caller's; completes when it is on stable storage.</summary>
    /// <param name="caller">Who publishes.</param>
    /// <param name="body">A body whose shape has been checked.</param>
    /// <exception cref="RefusalException">403 for another's name or a reserved type, and what the journal refuses.</exception>
    public Task<StoredEvent> StoreAsync(Caller caller, JsonElement body) => journal.WriteAsync(Read(caller, body));

    /// <summary>Stores events of the caller's, all or none.</summary>
    /// <exception cref="RefusalException">413 for more than the role's batch size, and as <see cref="StoreAsync"/>.</exception>
    public Task<IReadOnlyList<StoredEvent>> StoreBatchAsync(Caller caller, JsonElement events)
    {
        var most = caller.Role.BatchSize();
        if (events.GetArrayLength() > most)
            throw new RefusalException(StatusCodes.Status413PayloadTooLarge, "batch_too_large", $"The role's batches have at most {most} events.");
        return journal.WriteAsync([.. events.EnumerateArray().Select(body => Read(caller, body))]);
    }

    private NewEvent Read(Caller caller, JsonElement body)
    {
        if (Text(body, "agent_id") is { } named && named != caller.AgentId)
        {
            counters.Impersonation();
            throw new RefusalException(StatusCodes.Status403Forbidden, "impersonation", "The request names another agent than the session proves.");
        }

        var type = Text(body, "event_type")!;
        if (BridgeEvents.IsReserved(type))
            throw new RefusalException(
                StatusCodes.Status403Forbidden, "reserved_event_type", BridgeEvents.ReservedTypes);
        return new NewEvent(
            type, Text(body, "aggregate_id") ?? caller.AgentId, Text(body, "aggregate_type") ?? "agent", caller.AgentId, BridgeEvents.AgentComponent,
            Element(body, "data") ?? Nothing, Element(body, "metadata") ?? Nothing);
    }

    private static string? Text(JsonElement body, string name) => Element(body, name)?.GetString();

    private static JsonElement? Element(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
