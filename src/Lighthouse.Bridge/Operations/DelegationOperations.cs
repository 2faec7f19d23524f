using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Operations;

/// <summary>Handing work to experts, and doing it.</summary>
internal static class DelegationOperations
{
    public static IEnumerable<Operation> All() =>
    [
        new Operation("POST", "/expert/delegate", "delegate", "Hands the use of a tool to an expert.")
        {
            Needs = Permission.EventsWrite, Refusals = [404, 409], Handler = Delegate,
        }
            .Takes(DelegationShapes.DelegateBody)
            .Gives(DelegationShapes.DelegateReply),
        new Operation("POST", "/expert/complete", "complete_work", "Ends a delegation or task, once.")
        {
            Needs = Permission.ExpertCoordination, Refusals = [404, 409, 410], Handler = Complete,
        }
            .Takes(DelegationShapes.CompleteBody)
            .Gives(ExpertShapes.DoneReply),
        new Operation("GET", "/expert/tasks", "open_work", "The calling expert's open work: the most urgent first, then the oldest.")
        {
            Parameters = [new("agent_id", "string", 1, 64) { Summary = "The caller's own name." }],
            Needs = Permission.ExpertCoordination, Handler = OpenWork,
        }.Gives(DelegationShapes.OpenWorkReply),
        new Operation("POST", "/task/dispatch", "dispatch_task", "Hands a task to an expert.")
        {
            Needs = Permission.CommandExecute, Refusals = [404, 409], Handler = Dispatch,
        }
            .Takes(DelegationShapes.DispatchBody)
            .Gives(DelegationShapes.DispatchReply),
        new Operation("GET", "/task/status/{id}", "work_status", "Where a delegation or task stands, and its result, for its two parties.")
        {
            Parameters = [new("id", "string", 1, 64) { IsInPath = true, IsRequired = true }], Refusals = [404], Handler = Status,
        }.Gives(DelegationShapes.WorkReply),
    ];

    private static async Task<object> Delegate(OperationContext context)
    {
        RequireOwnSession(context, context.Text("session_token")!);
        var settings = context.Service<BridgeOptions>().Experts;
        var toolName = context.Text("tool_name")!;
        var made = await context.Service<IDelegations>().CreateAsync(new(
            DelegationKind.Delegation, context.Caller.AgentId, ExpertTarget.Parse(context.Text("target_expert")), toolName,
            context.Body.GetProperty("tool_input"), DelegationPriority.Normal, TimeSpan.FromSeconds(settings.DelegationSeconds), context.Element("metadata")));
        return new DelegatedReply(
            DelegationEvents.NameOf(made.State), made.Id, made.Expert, "The expert has it.", toolName, BridgeClock.Seconds(made.ExpiresAt));
    }

    private static async Task<object> Dispatch(OperationContext context)
    {
        var settings = context.Service<BridgeOptions>().Experts;
        var priority = Enum.Parse<DelegationPriority>(context.Text("priority") ?? "normal", ignoreCase: true);
        var made = await context.Service<IDelegations>().CreateAsync(new(
            DelegationKind.Task, context.Caller.AgentId, ExpertTarget.Parse(context.Text("target_agent")), context.Text("task_description")!, null, priority,
            TimeSpan.FromSeconds(settings.DispatchSeconds), context.Element("metadata")));
        return new DispatchedReply(
            made.Id, DelegationEvents.NameOf(made.State), "The expert has it.", made.Expert, BridgeClock.Seconds(made.ExpiresAt));
    }

    private static async Task<object> Complete(OperationContext context)
    {
        context.RequireOwnName(context.Text("agent_id"));
        context.Service<IExperts>().RequireRegistration(context.Caller, context.Text("token")!);
        var state = await context.Service<IDelegations>().CompleteAsync(
            context.Caller, context.Text("delegation_id")!, context.Text("status") == "failed", context.Element("result"), context.Text("error"));
        return new DoneReply(DelegationEvents.NameOf(state), "The work has ended.");
    }

    private static Task<object> OpenWork(OperationContext context)
    {
        context.RequireOwnName(context.TextParameter("agent_id"));
        var open = context.Service<IDelegations>().OpenFor(context.Caller.AgentId);
        return Task.FromResult<object>(new OpenWorkReply([.. open.Select(Show)], open.Count));
    }

    private static async Task<object> Status(OperationContext context) =>
        Show(await context.Service<IDelegations>().ViewAsync(context.Caller, context.TextParameter("id")!));

    /// <summary>The token in the body is that of the session that makes the request; the comparison of its seal takes constant time.</summary>
    private static void RequireOwnSession(OperationContext context, string token)
    {
        if (context.Service<SessionToken>().Read(token) is var (session, agent)
            && session == context.Caller.SessionId && agent == context.Caller.AgentId) return;
        context.Service<Counters>().Impersonation();
        throw new RefusalException(StatusCodes.Status403Forbidden, "foreign_session_token", "The session_token is not that of the session that asks.");
    }

    private static WorkReply Show(DelegationView work)
    {
        var request = work.Request;
        var isTask = request.Kind == DelegationKind.Task;
        return new(
            work.Id, isTask ? "task" : "delegation", DelegationEvents.NameOf(work.State), request.FromAgent, work.Expert, isTask ? null : request.Subject,
            isTask ? request.Subject : null, request.Input, request.Target.Capability, request.Priority.ToString().ToLowerInvariant(),
            BridgeClock.Seconds(work.CreatedAt), BridgeClock.Seconds(work.ExpiresAt), work.End is { } end ? BridgeClock.Seconds(end.At) : null,
            work.End?.Result, work.End?.Error, request.Metadata);
    }
}
