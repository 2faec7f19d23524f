using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Features;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Operations;

/// <summary>Asking other agents, and answering them.</summary>
internal static class ElicitationOperations
{
    public static IEnumerable<Operation> All() =>
    [
        new Operation("POST", "/elicitation/create", "create_elicitation", "Asks another agent.")
        {
            Needs = Permission.EventsWrite, Refusals = [404], Handler = Create,
        }
            .Takes(ElicitationShapes.CreateElicitationBody)
            .Gives(ElicitationShapes.CreateElicitationReply),
        new Operation("GET", "/elicitation/pending", "pending_elicitations", "Questions that wait for the caller's answer, oldest first.")
        {
            Parameters = [new("agent_id", "string", 1, 64) { IsRequired = true, Summary = "The caller's own name." }], Handler = Pending,
        }.Gives(ElicitationShapes.PendingElicitationsReply),
        new Operation("POST", "/elicitation/respond", "respond_to_elicitation", "Accepts, declines or cancels, once.")
        {
            Needs = Permission.EventsWrite, Refusals = [404, 409, 410], Handler = Respond,
        }
            .Takes(ElicitationShapes.RespondToElicitationBody)
            .Gives(ElicitationShapes.RespondToElicitationReply),
        new Operation("GET", "/elicitation/status/{id}", "elicitation_status", "Where an elicitation stands; the answer for its two parties.")
        {
            Parameters = [new("id", "string", 1, 64) { IsInPath = true, IsRequired = true }], Refusals = [404], Handler = Status,
        }.Gives(ElicitationShapes.ElicitationStatusReply),
        new Operation("GET", "/elicitation/metrics", "elicitation_metrics", "Figures since the start; null where nothing was measured.") { Handler = Metrics }
            .Gives(ElicitationShapes.ElicitationMetricsReply),
    ];

    private static async Task<object> Create(OperationContext context)
    {
        context.RequireOwnName(context.Text("from_agent"));
        context.Service<IFeatures>().RequireElicitation(context.Caller.AgentId);
        var timeout = TimeSpan.FromSeconds(context.Element("timeout_seconds")?.GetDouble() ?? 30);
        var question = new Question(
            context.Text("to_agent")!, context.Text("message")!, context.Body.GetProperty("schema"), timeout, context.Element("metadata"));
        using var span = Trace.Work("elicitation.create", "lighthouse.to_agent", question.ToAgent);
        var created = await context.Service<IElicitations>().CreateAsync(context.Caller, question);
        span?.SetTag("lighthouse.elicitation_id", created.Id);
        return new CreatedReply(created.Id, "pending", BridgeClock.Seconds(created.ExpiresAt), "The question waits for its target.", created.SenderNonce);
    }

    private static Task<object> Pending(OperationContext context)
    {
        context.RequireOwnName(context.TextParameter("agent_id"));
        var elicitations = context.Service<IElicitations>();
        var pending = elicitations.PendingFor(context.Caller.AgentId);
        foreach (var question in pending) elicitations.MarkDelivered(question.Id);
        return Task.FromResult<object>(new PendingReply([.. pending.Select(Show)], pending.Count));
    }

    private static async Task<object> Respond(OperationContext context)
    {
        context.RequireOwnName(context.Text("responding_agent"));
        var word = context.Text("response_type")!;
        var type = word switch { "accept" => ElicitationState.Accepted, "decline" => ElicitationState.Declined, _ => ElicitationState.Cancelled };
        var answer = new Answer(
            context.Text("elicitation_id")!, type, word, context.Element("data"), context.Text("nonce") ?? "", context.Text("signature") ?? "");
        using var span = Trace.Work("elicitation.respond", "lighthouse.elicitation_id", answer.ElicitationId);
        var state = await context.Service<IElicitations>().RespondAsync(context.Caller, answer);
        return new DoneReply(Name(state), "The elicitation has ended.");
    }

    private static async Task<object> Status(OperationContext context)
    {
        var view = await context.Service<IElicitations>().ViewAsync(context.Caller, context.TextParameter("id")!);
        return new ElicitationReply(
            Name(view.State), BridgeClock.Seconds(view.CreatedAt), view.RespondedAt is null ? BridgeClock.Seconds(view.ExpiresAt) : null,
            view.RespondedAt is { } at ? BridgeClock.Seconds(at) : null, view.Data);
    }

    private static Task<object> Metrics(OperationContext context)
    {
        var figures = context.Service<IElicitations>().Measure();
        var counters = context.Service<Counters>();
        return Task.FromResult<object>(new MetricsReply(
            new(figures.P50LatencyMs, figures.P95LatencyMs, figures.P99LatencyMs, figures.DeliveryRate, figures.TimeoutRate),
            new(counters.Impersonations, counters.Replays, counters.Limited),
            new(figures.Created, figures.Pending)));
    }

    internal static QuestionReply Show(PendingQuestion q) => new(
        q.Id, q.FromAgent, q.Message, q.Schema, BridgeClock.Seconds(q.CreatedAt), BridgeClock.Seconds(q.ExpiresAt), q.Nonce, q.Signature);

    private static string Name(ElicitationState state) => state.ToString().ToLowerInvariant();
}
