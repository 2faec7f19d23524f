using System.Runtime.InteropServices;
using System.Text.Json;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Operations;

/// <summary>Being an expert, and seeing who is one.</summary>
internal static class ExpertOperations
{
    public static IEnumerable<Operation> All() =>
    [
        new Operation("POST", "/expert/register", "register_expert", "Registers the caller as an expert, or anew.")
        {
            Needs = Permission.ExpertCoordination, Handler = Register,
        }
            .Takes(ExpertShapes.RegisterExpertBody)
            .Gives(ExpertShapes.RegisterExpertReply),
        new Operation("POST", "/expert/heartbeat", "expert_heartbeat", "Says that the calling expert is there.")
        {
            Needs = Permission.ExpertCoordination, Refusals = [404], Handler = Heartbeat,
        }
            .Takes(ExpertShapes.HeartbeatBody)
            .Gives(ExpertShapes.HeartbeatReply),
        new Operation("GET", "/expert/list", "list_experts", "The registered experts and their states.")
        {
            Parameters =
            [
                new("capability", "string", 1, 64) { Summary = "Only experts that are capable of this." },
                new("state", "string", 1, 16) { Summary = "Only experts that are available, busy, offline or suspended." },
            ],
            Needs = Permission.EventsRead, Handler = List,
        }.Gives(ExpertShapes.ListReply),
        new Operation("POST", "/expert/suspend", "suspend_expert", "Keeps work from an expert and takes away what it has.")
        {
            Needs = Permission.AdminAccess, Refusals = [404], Handler = context => Suspend(context, true),
        }
            .Takes(ExpertShapes.SuspendBody)
            .Gives(ExpertShapes.DoneReply),
        new Operation("POST", "/expert/resume", "resume_expert", "Lets a suspended expert take work again.")
        {
            Needs = Permission.AdminAccess, Refusals = [404], Handler = context => Suspend(context, false),
        }
            .Takes(ExpertShapes.SuspendBody)
            .Gives(ExpertShapes.DoneReply),
    ];

    private static async Task<object> Register(OperationContext context)
    {
        context.RequireOwnName(context.Text("agent_id"));
        var settings = context.Service<BridgeOptions>().Experts;
        var metadata = context.Element("metadata");
        if (metadata is { } given && JsonMarshal.GetRawUtf8Value(given).Length > settings.MostInputBytes)
            throw new RefusalException(
                StatusCodes.Status413PayloadTooLarge, "input_too_large", $"An expert's metadata has at most {settings.MostInputBytes} bytes.");
        var capabilities = context.Body.GetProperty("capabilities").EnumerateArray().Select(c => c.GetString()!).Distinct(StringComparer.Ordinal).ToList();
        foreach (var capability in capabilities) RequireCapability(capability);
        var profile = new ExpertProfile(context.Text("agent_type")!, capabilities, MostOpen(metadata, settings), metadata);
        var token = await context.Service<IExperts>().RegisterAsync(context.Caller, profile);
        return new ExpertRegisteredReply(true, "The expert is registered; send a heartbeat within the interval.", token, context.Caller.AgentId);
    }

    private static async Task<object> Heartbeat(OperationContext context)
    {
        context.RequireOwnName(context.Text("agent_id"));
        var expert = await context.Service<IExperts>().HeartbeatAsync(context.Caller, context.Text("token")!);
        var next = expert.LastHeartbeat + context.Service<BridgeOptions>().Experts.HeartbeatMilliseconds;
        return new HeartbeatReply(Name(expert.State), expert.Open, BridgeClock.Seconds(next));
    }

    private static Task<object> List(OperationContext context)
    {
        var word = context.TextParameter("state");
        var state = word is null ? (ExpertState?)null : Parse(word);
        var experts = context.Service<IExperts>().List(context.TextParameter("capability"), state);
        return Task.FromResult<object>(new ExpertListReply([.. experts.Select(e => Show(e, context.Caller))], experts.Count));
    }

    private static async Task<object> Suspend(OperationContext context, bool suspended)
    {
        var expert = await context.Service<IExperts>().SuspendAsync(context.Caller, context.Text("agent_id")!, suspended, context.Text("reason"));
        return new DoneReply(Name(expert.State), suspended ? "The expert gets no work." : "The expert can take work again.");
    }

    // What an expert says of itself beyond its capabilities is for itself and for those who read everything.
    private static ExpertReply Show(ExpertView expert, Caller caller) => new(
        expert.AgentId, expert.Profile.AgentType, expert.Profile.Capabilities, Name(expert.State), expert.IsOverdue, expert.Open, expert.Profile.MostOpen,
        BridgeClock.Seconds(expert.LastHeartbeat), caller.AgentId == expert.AgentId || caller.ReadsAll ? expert.Profile.Metadata : null);

    private static int MostOpen(JsonElement? metadata, ExpertSettings settings) =>
        metadata is { } given && given.TryGetProperty("max_concurrent", out var most)
            ? Math.Min((int)most.GetDouble(), settings.MostOpenPerExpert)
            : settings.MostOpenPerExpert;

    private static void RequireCapability(string capability)
    {
        if (capability.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')))
            throw new RefusalException(
                StatusCodes.Status422UnprocessableEntity, "invalid_capability", "A capability has 1 to 64 of letters, digits, underscore, dot and hyphen.");
    }

    private static ExpertState Parse(string word) => word switch
    {
        "available" => ExpertState.Available,
        "busy" => ExpertState.Busy,
        "offline" => ExpertState.Offline,
        "suspended" => ExpertState.Suspended,
        _ => throw new RefusalException(
            StatusCodes.Status422UnprocessableEntity, "invalid_parameter", "The parameter 'state' is none of available, busy, offline, suspended."),
    };

    private static string Name(ExpertState state) => state.ToString().ToLowerInvariant();
}
