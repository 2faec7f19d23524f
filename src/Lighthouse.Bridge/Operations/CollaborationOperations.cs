using Lighthouse.Bridge.Collaboration;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Operations;

/// <summary>Sharing a context among several agents.</summary>
internal static class CollaborationOperations
{
    public static IEnumerable<Operation> All() =>
    [
        new Operation("POST", "/collaboration/start", "start_collaboration", "Starts a session in which agents share a context.")
        {
            Needs = Permission.ContextShare, Refusals = [404], Handler = Start,
        }
            .Takes(CollaborationShapes.StartBody)
            .Gives(CollaborationShapes.Reply),
        new Operation("POST", "/collaboration/share", "share_value", "Shares a value with all participants.")
        {
            Needs = Permission.ContextShare, Refusals = [404, 409], Handler = Share,
        }
            .Takes(CollaborationShapes.ShareBody)
            .Gives(CollaborationShapes.ShareReply),
        new Operation("GET", "/collaboration/context/{id}", "collaboration_context", "A collaboration and its context, for its participants.")
        {
            Parameters = [new("id", "string", 1, 64) { IsInPath = true, IsRequired = true }], Refusals = [404], Handler = Read,
        }.Gives(CollaborationShapes.ContextReply),
        new Operation("POST", "/collaboration/end", "end_collaboration", "Ends a session; for whoever started it, and admins.")
        {
            Needs = Permission.ContextShare, Refusals = [404, 409], Handler = End,
        }
            .Takes(CollaborationShapes.EndBody)
            .Gives(CollaborationShapes.Reply),
    ];

    private static async Task<object> Start(OperationContext context)
    {
        var participants = context.Body.GetProperty("participants").EnumerateArray().Select(p => p.GetString()!).ToList();
        var plan = new CollaborationPlan(participants, context.Text("collaboration_type"), context.Text("objective"), context.Element("metadata"));
        var started = await context.Service<ICollaborations>().StartAsync(context.Caller, plan);
        return new CollaborationReply(started.Id, "active", "The collaboration has started.", started.Plan.Participants);
    }

    private static async Task<object> Share(OperationContext context)
    {
        var value = new SharedValue(
            context.Text("session_id")!, context.Text("key")!, context.Element("value"), (long?)context.Element("expected_version")?.GetDouble());
        var version = await context.Service<ICollaborations>().ShareAsync(context.Caller, value);
        return new SharedReply(value.SessionId, value.Value is null ? "removed" : "shared", "All participants can see it.", version);
    }

    private static async Task<object> Read(OperationContext context)
    {
        var found = await context.Service<ICollaborations>().ViewAsync(context.Caller, context.TextParameter("id")!);
        return new ContextReply(
            found.Id, found.EndedAt is null ? "active" : "ended", found.Plan.Participants, found.Plan.Type, found.Plan.Objective, found.Plan.Metadata,
            found.StartedBy, BridgeClock.Seconds(found.StartedAt), BridgeClock.Seconds(found.ExpiresAt),
            found.EndedAt is { } at ? BridgeClock.Seconds(at) : null, found.Version,
            [.. found.Context.Select(e => new ContextEntryReply(e.Key, e.Value, e.AgentId, e.Version, BridgeClock.Seconds(e.SharedAt)))]);
    }

    private static async Task<object> End(OperationContext context)
    {
        var ended = await context.Service<ICollaborations>().EndAsync(context.Caller, context.Text("session_id")!, context.Text("summary"));
        return new CollaborationReply(ended.Id, "ended", "The collaboration has ended.", ended.Plan.Participants);
    }
}
