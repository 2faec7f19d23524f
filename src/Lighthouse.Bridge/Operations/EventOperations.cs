using System.Diagnostics;
using System.Text.Json;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Operations;

/// <summary>Storing, querying and waiting for events.</summary>
internal static class EventOperations
{
    private const double LongestWait = 300;
    private static readonly Parameter AgentId = new("agent_id", "string", 1, 64) { Summary = "The caller's own name." };

    public static IEnumerable<Operation> All() =>
    [
        new Operation("POST", "/event/store", "store_event", "Stores an event; answered when it is on stable storage.")
        {
            Needs = Permission.EventsWrite, Handler = Store,
        }
            .Takes(EventShapes.StoreEventBody)
            .Gives(EventShapes.StoreEventReply),
        new Operation("POST", "/event/store_batch", "store_events", "Stores events, all or none, up to the role's batch size; answered when they are on stable storage.")
        {
            Needs = Permission.EventsWrite, BodyBytes = EventLimits.BatchBytes, BodyDepth = RequestBody.MostDepth + 2, Handler = StoreBatch,
        }
            .Takes(EventShapes.StoreBatchBody)
            .Gives(EventShapes.StoreBatchReply),
        new Operation("GET", "/event/query", "query_events", "Stored events that the caller may see, ascending.")
        {
            Parameters =
            [
                new("event_type", "string", 1, 128),
                AgentId with { Summary = "Only events that this agent caused; another than the caller for admins only." },
                new("start_time", "number", 0, 1e11), new("end_time", "number", 0, 1e11),
                new("limit", "integer", 1, 1_000) { Default = 100 }, new("after_sequence", "integer", 0, long.MaxValue) { Default = 0 },
            ],
            Needs = Permission.EventsQuery, Handler = Query,
        }.Gives(EventShapes.QueryEventsReply),
        new Operation("GET", "/event/wait", "wait_for_messages", "Waits for events of others; page of 10.")
        {
            Parameters =
            [
                AgentId with { IsRequired = true }, new("since_sequence", "integer", 0, long.MaxValue) { Default = 0 },
                new("timeout_seconds", "number", 0, 1e9) { Default = 60, Summary = "Values over 300 count as 300." },
            ],
            Needs = Permission.EventsRead, Handler = Wait,
        }.Gives(EventShapes.WaitReply),
    ];

    private static async Task<object> Store(OperationContext context)
    {
        var stored = await context.Service<EventPublication>().StoreAsync(context.Caller, context.Body);
        return new StoredReply(EventReplies.IdOf(stored), "stored", "The event is on stable storage.", stored.Sequence);
    }

    private static async Task<object> StoreBatch(OperationContext context)
    {
        var stored = await context.Service<EventPublication>().StoreBatchAsync(context.Caller, context.Body.GetProperty("events"));
        return new BatchReply("stored", $"{stored.Count} events are on stable storage.", stored.Count, stored[0].Sequence, stored[^1].Sequence);
    }

    private static async Task<object> Query(OperationContext context)
    {
        var source = context.TextParameter("agent_id");
        if (!context.Caller.ReadsAll) context.RequireOwnName(source);
        var filter = new EventFilter(
            context.TextParameter("event_type"), source, context.OptionalParameter<double>("start_time"), context.OptionalParameter<double>("end_time"),
            context.Parameter("after_sequence", 0L), (int)context.Parameter("limit", 100L));
        var page = await context.Service<IMessages>().QueryAsync(context.Caller, filter, context.Cancellation);
        Deliver(context, page);
        return new QueryReply(Show(page), page.Events.Count, $"{page.Events.Count} events" + BelowFloor(context, filter));
    }

    private static string BelowFloor(OperationContext context, EventFilter filter)
    {
        var first = context.Service<IEventStore>().FirstSequence;
        return filter.AfterSequence + 1 < first ? $"; events before {first} were removed by retention" : "";
    }

    private static async Task<object> Wait(OperationContext context)
    {
        context.RequireOwnName(context.TextParameter("agent_id"));
        var timeout = TimeSpan.FromSeconds(Math.Min(LongestWait, context.Parameter("timeout_seconds", 60.0)));
        var since = context.Parameter("since_sequence", 0L);
        context.LetGo();
        var started = Stopwatch.GetTimestamp();
        var page = await context.Service<IMessages>().WaitAsync(context.Caller, since, timeout, context.Cancellation);
        // The session may have ended while the request was held.
        if (!context.Service<ISessionDirectory>().IsValid(context.Caller))
            throw new RefusalException(StatusCodes.Status403Forbidden, "invalid_session", "The session is not valid here.");
        Deliver(context, page);
        var waited = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new WaitReply(Show(page), page.Events.Count, waited, page.Events.Count > 0 ? "new_events" : "timeout", page.NextSequence);
    }

    private static void Deliver(OperationContext context, EventPage page)
    {
        foreach (var stored in page.Events)
        {
            var e = stored.Event;
            if (e.EventType == BridgeEvents.ElicitationCreated && e.Data.TryGetProperty("to_agent", out var to) && to.ValueEquals(context.Caller.AgentId))
                context.Service<IElicitations>().MarkDelivered(e.AggregateId);
        }
    }

    private static List<EventReply> Show(EventPage page) => page.Events.Select(EventReplies.Of).ToList();
}
