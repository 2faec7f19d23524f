using System.Collections.Concurrent;
using System.Net;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>A change of state that an agent was told had happened.</summary>
/// <param name="EventType">The type of the event that it must leave.</param>
/// <param name="AggregateId">What the event must be about; null where the answer does not say.</param>
/// <param name="By">Who must be its author.</param>
internal sealed record Deed(string EventType, string? AggregateId, string By);

/// <summary>
/// Carries out every kind of change of state that agents can make of an instance of the bridge, by agents of its own, and notes each by
/// what the bridge answered. Some things are left open at the end, so that there is a state to look at.
/// </summary>
/// <param name="agents">The instance; nobody else may use it.</param>
/// <param name="delegationTimeout">How long the instance gives to delegated work; null when nothing is to time out.</param>
internal sealed class Deeds(Agents agents, TimeSpan? delegationTimeout = null)
{
    /// <summary>The kind of aggregate that the agents' own events are about.</summary>
    public const string Aggregate = "deed";

    private const string Bridge = "bridge";
    private const int OfEach = 2;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10), Long = TimeSpan.FromMinutes(30);
    private static readonly object Schema = new { type = "object" };
    private readonly ConcurrentQueue<Deed> done = new();
    private readonly SemaphoreSlim switching = new(1);

    /// <summary>Operations that change state, as the OpenAPI description names them, and that are carried out here or cannot be: a violation to resolve needs damage, and a policy is reloaded from its file.</summary>
    public static IReadOnlySet<string> Operations { get; } = new HashSet<string>
    {
        "/session/create", "/session/validate", "/session/revoke", "/agent/register", "/agent/rotate", "/agent/disable", "/agent/enable", "/feature_flags",
        "/event/store", "/event/store_batch", "/elicitation/create", "/elicitation/respond", "/validate", "/expert/register", "/expert/heartbeat", "/expert/suspend",
        "/expert/resume", "/expert/delegate", "/expert/complete", "/task/dispatch", "/collaboration/start", "/collaboration/share", "/collaboration/end",
        "/shadow/annotate", "/context/share", "/integrity/resolve", "/validation/policy/reload",
    };

    /// <summary>Signs of life, which the bridge writes down every now and then, not each time: they change nothing but how long somebody counts as being there.</summary>
    public static IReadOnlySet<string> SignsOfLife { get; } = new HashSet<string> { "expert_heartbeat", "session_used" };

    /// <summary>What was done, and answered.</summary>
    public IReadOnlyCollection<Deed> Done => done;

    /// <summary>Questions that were asked, each with a party to it.</summary>
    public ConcurrentDictionary<string, BridgeSession> Questions { get; } = new();

    /// <summary>Delegations and tasks, each with a party to it.</summary>
    public ConcurrentDictionary<string, BridgeSession> Works { get; } = new();

    /// <summary>Collaborations, each with a participant.</summary>
    public ConcurrentDictionary<string, BridgeSession> Collaborations { get; } = new();

    /// <summary>Aggregates that agents stored events about.</summary>
    public ConcurrentDictionary<string, BridgeSession> Aggregates { get; } = new();

    /// <summary>Does everything so many times, all rounds side by side.</summary>
    public async Task CarryOutAsync(int rounds, CancellationToken cancellation)
    {
        await agents.EnlistAsync("deed", OfEach * rounds, cancellation);
        await agents.EnlistAsync("deed-expert", "expert_agent", OfEach * rounds, cancellation);
        done.Enqueue(new("session_created", agents.Admin.SessionId, agents.Admin.AgentId));
        foreach (var (credential, session) in agents.Credentials.Zip(agents.Sessions))
        {
            done.Enqueue(new("agent_registered", credential.AgentId, agents.Admin.AgentId));
            done.Enqueue(new("session_created", session.SessionId, credential.AgentId));
        }

        await Rounds.SideBySideAsync(rounds, async (round, token) =>
        {
            var plain = agents.Sessions.Skip(OfEach * round).Take(OfEach).ToArray();
            var experts = agents.Sessions.Skip(OfEach * (rounds + round)).Take(OfEach).ToArray();
            await IdentityAsync(round, token);
            await QuestionsAsync(plain[0], plain[1], experts[0], token);
            await WorkAsync(plain[0], experts, $"deed-{round}", token);
            await TogetherAsync([plain[0], plain[1], experts[0]], token);
            await EventsAsync(plain[0], round, token);
            await RefusedAsync(plain[0], plain[1], token);
        }, cancellation);
    }

    private async Task IdentityAsync(int round, CancellationToken cancellation)
    {
        var (admin, name) = (agents.Admin, $"deed-member-{round}-{Guid.NewGuid():N}"[..30]);
        await agents.Client.RegisterAgentAsync(admin, name, cancellation: cancellation);
        Note("agent_registered", name, admin);
        var credential = await admin.RotateAgentAsync(name, cancellation);
        Note("agent_rotated", name, admin);
        var session = await agents.Client.OpenSessionAsync(credential, cancellation: cancellation);
        Note("session_created", session.SessionId, session);
        await session.RevokeAsync(cancellation);
        Note("session_revoked", session.SessionId, session);
        var ended = await agents.Client.OpenSessionAsync(credential, cancellation: cancellation);
        Note("session_created", ended.SessionId, ended);
        await admin.RevokeSessionAsync(ended.SessionId, cancellation);
        Note("session_revoked", ended.SessionId, admin);
        await admin.DisableAgentAsync(name, cancellation);
        Note("agent_disabled", name, admin);
        if (round % 2 == 0)
        {
            await admin.EnableAgentAsync(name, cancellation);
            Note("agent_enabled", name, admin);
        }

        await switching.WaitAsync(cancellation);
        await admin.ChangeFeatureFlagsAsync(percentage: 99 - (round % 50), force: true, cancellation: cancellation);
        Note("bridge_features_changed", "features", admin);
        switching.Release();
    }

    private async Task QuestionsAsync(BridgeSession asker, BridgeSession target, BridgeSession second, CancellationToken cancellation)
    {
        // Each agent may ask three questions at once.
        await EndAsync(asker, target, ResponseType.Accept, cancellation);
        await EndAsync(asker, target, ResponseType.Decline, cancellation);
        var withdrawn = await AskAsync(asker, target, Long, cancellation);
        await asker.CancelAsync(withdrawn, cancellation);
        Note("elicitation_cancelled", withdrawn.ElicitationId, asker);
        await AskAsync(target, asker, Long, cancellation);
        var late = await AskAsync(second, target, TimeSpan.FromSeconds(1), cancellation);
        await UntilAsync(async () => (await second.StatusAsync(late.ElicitationId, cancellation)).Status == "expired", "a question expires", cancellation);
        done.Enqueue(new("elicitation_expired", late.ElicitationId, Bridge));
    }

    private async Task EndAsync(BridgeSession asker, BridgeSession target, ResponseType type, CancellationToken cancellation)
    {
        var ticket = await AskAsync(asker, target, Long, cancellation);
        var question = (await target.PendingAsync(cancellation)).Single(one => one.Id == ticket.ElicitationId);
        var answer = target.PrepareResponse(question, type, type == ResponseType.Accept ? new { fine = true } : null);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            // The second time it is refused, and must leave nothing.
            using var reply = await target.SendAsync(answer, cancellation);
            if (reply.IsSuccessStatusCode)
                Note("elicitation_responded", ticket.ElicitationId, target);
        }
    }

    private async Task<ElicitationTicket> AskAsync(BridgeSession asker, BridgeSession target, TimeSpan timeout, CancellationToken cancellation)
    {
        var ticket = await asker.CreateElicitationAsync(target.AgentId, "Is it done?", Schema, timeout, cancellation: cancellation);
        Note("elicitation_created", ticket.ElicitationId, asker);
        Questions[ticket.ElicitationId] = asker;
        return ticket;
    }

    private async Task WorkAsync(BridgeSession asker, BridgeSession[] experts, string capability, CancellationToken cancellation)
    {
        var first = await RegisterAsync(experts[0], capability, cancellation);
        var second = await RegisterAsync(experts[1], capability, cancellation);
        await experts[0].HeartbeatAsync(first, cancellation);
        await CompleteAsync(asker, experts[0], first, cancellation);
        await FailAsync(asker, experts[0], first, cancellation);
        await MoveAsync(asker, experts, [first, second], capability, cancellation);

        var task = await experts[0].DispatchAsync(experts[1].AgentId, "Look at it.", cancellation: cancellation);
        Note("dispatch_created", task.TaskId, experts[0]);
        Works[task.TaskId] = experts[0];
        await experts[1].CompleteAsync(second, task.TaskId, new { seen = true }, cancellation);
        Note("dispatch_completed", task.TaskId, experts[1]);

        var open = await DelegateAsync(asker, experts[1].AgentId, cancellation);
        if (delegationTimeout is { } timeout)
        {
            await UntilAsync(async () => (await asker.WorkAsync(open.DelegationId, cancellation)).Status == "timed_out", "work times out", cancellation, timeout);
            done.Enqueue(new("delegation_timed_out", open.DelegationId, Bridge));
        }

        await SuspendAsync(experts[0], cancellation);
    }

    private async Task<ExpertRegistration> RegisterAsync(BridgeSession expert, string capability, CancellationToken cancellation)
    {
        var registration = await expert.RegisterExpertAsync("worker", [capability], cancellation: cancellation);
        Note("expert_registered", expert.AgentId, expert);
        return registration;
    }

    private async Task<DelegationTicket> DelegateAsync(BridgeSession asker, string target, CancellationToken cancellation)
    {
        var ticket = await asker.DelegateAsync("read_file", new { path = "a.cs" }, target, cancellation: cancellation);
        Note("delegation_created", ticket.DelegationId, asker);
        Works[ticket.DelegationId] = asker;
        return ticket;
    }

    private async Task CompleteAsync(BridgeSession asker, BridgeSession expert, ExpertRegistration registration, CancellationToken cancellation)
    {
        var ticket = await DelegateAsync(asker, expert.AgentId, cancellation);
        await expert.CompleteAsync(registration, ticket.DelegationId, new { lines = 3 }, cancellation);
        Note("delegation_completed", ticket.DelegationId, expert);
    }

    private async Task FailAsync(BridgeSession asker, BridgeSession expert, ExpertRegistration registration, CancellationToken cancellation)
    {
        var ticket = await DelegateAsync(asker, expert.AgentId, cancellation);
        await expert.FailAsync(registration, ticket.DelegationId, "not today", cancellation);
        Note("delegation_failed", ticket.DelegationId, expert);
    }

    private async Task MoveAsync(BridgeSession asker, BridgeSession[] experts, ExpertRegistration[] registrations, string capability, CancellationToken cancellation)
    {
        var ticket = await DelegateAsync(asker, $"capability:{capability}", cancellation);
        var lost = ticket.TargetExpert == experts[0].AgentId ? 0 : 1;
        await SuspendAsync(experts[lost], cancellation);
        // Suspending lets the work go before it is answered, or a moment later.
        await UntilAsync(async () => (await asker.WorkAsync(ticket.DelegationId, cancellation)).ToAgent == experts[1 - lost].AgentId, "work moves", cancellation);
        done.Enqueue(new("delegation_reassigned", ticket.DelegationId, Bridge));
        await experts[1 - lost].CompleteAsync(registrations[1 - lost], ticket.DelegationId, new { moved = true }, cancellation);
        Note("delegation_completed", ticket.DelegationId, experts[1 - lost]);
        await agents.Admin.ResumeExpertAsync(experts[lost].AgentId, cancellation: cancellation);
        Note("expert_resumed", experts[lost].AgentId, agents.Admin);
    }

    private async Task SuspendAsync(BridgeSession expert, CancellationToken cancellation)
    {
        await agents.Admin.SuspendExpertAsync(expert.AgentId, "a drill", cancellation);
        Note("expert_suspended", expert.AgentId, agents.Admin);
    }

    private async Task TogetherAsync(BridgeSession[] group, CancellationToken cancellation)
    {
        foreach (var isEnded in new[] { true, false })
        {
            var together = await group[0].StartCollaborationAsync([.. group.Select(agent => agent.AgentId)], "the deed", cancellation: cancellation);
            Note("collaboration_started", together.SessionId, group[0]);
            Collaborations[together.SessionId] = group[0];
            foreach (var (index, agent) in group.Index())
            {
                await agent.ShareAsync(together.SessionId, $"value-{index % 2}", new { from = agent.AgentId, index }, cancellation: cancellation);
                Note("collaboration_shared", together.SessionId, agent);
            }

            if (!isEnded)
                continue;
            await group[0].EndCollaborationAsync(together.SessionId, "done", cancellation);
            Note("collaboration_ended", together.SessionId, group[0]);
        }
    }

    private async Task EventsAsync(BridgeSession agent, int round, CancellationToken cancellation)
    {
        foreach (var (number, type) in new[] { "deed_begun", "deed_changed", "deed_noted", "deed_finished" }.Index())
            await StoreAsync(agent, $"deed-{agent.AgentId}", type, new Dictionary<string, object> { ["state"] = type, [$"step_{number}"] = number, ["round"] = round }, cancellation);
        var batch = Enumerable.Range(0, 3).Select(number => new EventDraft("deed_batched", new { number, state = "batched" }) { AggregateType = Aggregate, AggregateId = $"batch-{agent.AgentId}" });
        var stored = await agent.StoreEventsAsync(batch, cancellation);
        for (var number = 0; number < stored.Count; number++)
            Note("deed_batched", $"batch-{agent.AgentId}", agent);
        Aggregates[$"batch-{agent.AgentId}"] = agent;

        await agent.ValidateCommandAsync("read_file", new { file_path = $"src/{round}.cs" }, cancellation: cancellation);
        Note("validation_decided", null, agent);
        await agent.AnnotateAsync($"src/{round}.cs", "a note", cancellation: cancellation);
        Note("shadow_annotated", null, agent);
        await agent.ShareContextAsync($"package-{agent.AgentId}", "notes", "a content", cancellation);
        Note("context_shared", $"package-{agent.AgentId}", agent);
    }

    private async Task StoreAsync(BridgeSession agent, string id, string type, object data, CancellationToken cancellation)
    {
        await agent.StoreEventAsync(new EventDraft(type, data) { AggregateType = Aggregate, AggregateId = id }, cancellation);
        Note(type, id, agent);
        Aggregates[id] = agent;
    }

    /// <summary>Attempts that must leave nothing behind; if one is accepted, its event is one that nobody notes.</summary>
    private async Task RefusedAsync(BridgeSession agent, BridgeSession other, CancellationToken cancellation)
    {
        await RefusedAsync(() => agents.Client.RegisterAgentAsync(agent, $"{agent.AgentId}-x", cancellation: cancellation));
        await RefusedAsync(() => agent.SuspendExpertAsync(other.AgentId, cancellation: cancellation));
        await RefusedAsync(() => agent.ChangeFeatureFlagsAsync(percentage: 1, cancellation: cancellation));
        await RefusedAsync(() => agent.StoreEventAsync(new EventDraft("deed_stolen") { AgentId = other.AgentId }, cancellation));
        await RefusedAsync(() => agent.StoreEventAsync(new EventDraft("expert_suspended"), cancellation));
    }

    private static async Task RefusedAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch (BridgeException refusal) when (refusal.StatusCode is HttpStatusCode.Forbidden)
        {
            // As it must be.
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, string what, CancellationToken cancellation, TimeSpan beyond = default)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        over.CancelAfter(Limit + beyond);
        while (!await holds())
        {
            try
            {
                await Task.Delay(50, over.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new TimeoutException($"LH3204: {what}: that did not happen within {(Limit + beyond).TotalSeconds:0} s.");
            }
        }
    }

    private void Note(string type, string? aggregateId, BridgeSession by) => done.Enqueue(new(type, aggregateId, by.AgentId));
}
