using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Searching;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Operations;

/// <summary>The past: events again as they were, and what an aggregate was at a moment.</summary>
internal static class HistoryOperations
{
    public static IEnumerable<Operation> All() =>
    [
        new Operation("GET", "/event/replay", "replay_events", "All stored events that the caller may see, ascending: one JSON object a line, and a last line that says how far it went.")
        {
            Parameters =
            [
                new("from_sequence", "integer", 1, long.MaxValue), new("to_sequence", "integer", 1, long.MaxValue),
                new("start_time", "number", 0, 1e11), new("end_time", "number", 0, 1e11),
            ],
            Needs = Permission.EventsQuery, Refusals = [410, 429], ReplyType = "application/x-ndjson", Handler = Replay,
        }.Gives(HistoryShapes.ReplayLine),
        new Operation("GET", "/state/{aggregate_type}/{aggregate_id}", "state_at", "An aggregate at a moment: the last value of each member of its events' data.")
        {
            Parameters =
            [
                new("aggregate_type", "string", 1, 128) { IsInPath = true, IsRequired = true },
                new("aggregate_id", "string", 1, 256) { IsInPath = true, IsRequired = true },
                new("at_sequence", "integer", 1, long.MaxValue), new("at_time", "number", 0, 1e11),
            ],
            Needs = Permission.EventsQuery, Refusals = [404, 410], Handler = State,
        }.Gives(HistoryShapes.StateReply),
    ];

    private static Task<object> Replay(OperationContext context)
    {
        var store = context.Service<IEventStore>();
        RequireKept(store, context.OptionalParameter<long>("from_sequence"));
        var selection = new EventSelection
        {
            AfterSequence = context.Parameter("from_sequence", 1L) - 1,
            UpToSequence = Math.Min(store.LastSequence, context.Parameter("to_sequence", long.MaxValue)),
            FromNs = Nanoseconds(context.OptionalParameter<double>("start_time")) ?? long.MinValue,
            ToNs = Nanoseconds(context.OptionalParameter<double>("end_time")) ?? long.MaxValue,
        };
        var visible = store.ReadAsync(selection, context.Cancellation).Where(stored => Audience.Of(stored.Event).Includes(context.Caller));
        return Task.FromResult<object>(new StreamReply("application/x-ndjson", async (output, cancellation) =>
        {
            using (context.Service<ReplayLimit>().Take(context.Caller.AgentId))
                await ReplayLines.WriteAsync(output, visible, selection.UpToSequence, cancellation);
        }));
    }

    private static async Task<object> State(OperationContext context)
    {
        var store = context.Service<IEventStore>();
        var (atSequence, atTime) = (context.OptionalParameter<long>("at_sequence"), context.OptionalParameter<double>("at_time"));
        if (atSequence is not null && atTime is not null)
            throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "invalid_request", "Give at_sequence or at_time, not both.");
        RequireKept(store, atSequence);
        var fold = new AggregateFold(Unescaped(context, "aggregate_type"), Unescaped(context, "aggregate_id"));
        var selection = new EventSelection
        {
            AggregateType = fold.AggregateType, AggregateId = fold.AggregateId,
            UpToSequence = Math.Min(store.LastSequence, atSequence ?? long.MaxValue), ToNs = Nanoseconds(atTime) ?? long.MaxValue,
        };
        await foreach (var stored in store.ReadAsync(selection, context.Cancellation))
            if (Audience.Of(stored.Event).Includes(context.Caller)) fold.Add(stored);
        return fold.Version == 0
            ? throw new RefusalException(StatusCodes.Status404NotFound, "unknown_aggregate", "There was no such aggregate, or none that the caller may see.")
            : fold.Reply(isPartial: store.FirstSequence > 1);
    }

    // The server leaves an escaped slash as it is, because it would otherwise divide the path.
    private static string Unescaped(OperationContext context, string name) => context.TextParameter(name)!.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static void RequireKept(IEventStore store, long? sequence)
    {
        if (sequence < store.FirstSequence)
            throw new RefusalException(
                StatusCodes.Status410Gone, "removed_by_retention", $"Events before {store.FirstSequence} were removed by retention.");
    }

    private static long? Nanoseconds(double? seconds) => seconds is { } value ? (long)Math.Min((decimal)value * 1_000_000_000m, long.MaxValue) : null;
}
