using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>Delegated work is done, fails, passes to another or times out, by nobody but its expert, and its asker hears of the end.</summary>
public sealed class ExpertDelegation(Day day)
{
    private const string Gate = "expert-delegation";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly Checklist steps = new();

    [Fact, Gate(Gate, "expert_delegation.wrong")]
    public async Task Delegated_work_ends_and_its_asker_knows()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var rounds = day.Sizes(Gate).Count("rounds");
        await using var target = await day.StartOwnTargetAsync(["--Bridge:Experts:DelegationSeconds=2", "--Bridge:Experts:DispatchSeconds=30"], cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("delegation", "expert_agent", 4 * rounds, cancellation);
        await Rounds.SideBySideAsync(rounds, async (round, token) =>
        {
            var sessions = agents.Sessions.Skip(4 * round).Take(4).ToList();
            await using var crew = await Crew.FormAsync(agents, sessions, $"delegation-{round}", token);
            await DoneAsync(crew, token);
            await FailedAsync(crew, token);
            await TimedOutAsync(crew, token);
            await MovedAsync(crew, token);
            await SuspendedAsync(crew, token);
            await TasksAsync(crew, token);
            await RefusedAsync(crew, token);
        }, cancellation);

        var measure = new Measure(Gate, steps.How($"{rounds} crews of an asker, two experts and a stranger on an instance with a deadline of 2 s: work done, failed, moved, suspended, timed out and refused over HTTP"));
        day.Evidence.Record(measure.Count("expert_delegation.wrong", steps.Wrong.Count, steps.Checked));
    }

    private async Task DoneAsync(Crew crew, CancellationToken cancellation)
    {
        var (asker, expert) = (crew.Asker, crew.First);
        var ticket = await asker.Session.DelegateAsync("read_file", new { path = "a.cs" }, expert.Id, cancellation: cancellation);
        steps.That(ticket.Status == "pending" && ticket.TargetExpert == expert.Id, "work for an expert by name is pending with it");
        steps.That(await expert.HearsAsync("delegation_created", ticket, Limit, cancellation) is not null, "the expert is told of its work");
        var open = (await expert.Session.OpenWorkAsync(cancellation)).SingleOrDefault(one => one.Id == ticket.DelegationId);
        steps.That(open?.ToolInput?.GetProperty("path").GetString() == "a.cs" && open.FromAgent == asker.Id, "the expert finds its work as it was given");
        steps.That((await crew.Second.Session.OpenWorkAsync(cancellation)).Count == 0, "another expert finds none of it");
        await steps.RefusedAsync(() => crew.Second.Session.CompleteAsync(crew.Second.Registration, ticket.DelegationId, new { }, cancellation), "another expert ends it", HttpStatusCode.Forbidden);
        await steps.RefusedAsync(() => crew.Stranger.Session.WorkAsync(ticket.DelegationId, cancellation), "a stranger reads it", HttpStatusCode.Forbidden, HttpStatusCode.NotFound);
        steps.That((await asker.Session.WorkAsync(ticket.DelegationId, cancellation)).Status == "pending", "refused endings leave it pending");

        steps.That(await expert.Session.CompleteAsync(expert.Registration, ticket.DelegationId, new { lines = 7 }, cancellation) == "completed", "its expert completes it");
        steps.That(await asker.HearsAsync("delegation_completed", ticket, Limit, cancellation) is not null, "the asker is told that it is done");
        var done = await asker.Session.WorkAsync(ticket.DelegationId, cancellation);
        steps.That(done.Status == "completed" && done.Result is { ValueKind: JsonValueKind.Object } result && result.GetProperty("lines").GetInt32() == 7, "the asker reads the very result");
        await steps.RefusedAsync(() => expert.Session.CompleteAsync(expert.Registration, ticket.DelegationId, new { lines = 8 }, cancellation), "it is completed twice", HttpStatusCode.Conflict);
    }

    private async Task FailedAsync(Crew crew, CancellationToken cancellation)
    {
        var ticket = await crew.Asker.Session.DelegateAsync("read_file", new { path = "b.cs" }, crew.First.Id, cancellation: cancellation);
        steps.That(await crew.First.Session.FailAsync(crew.First.Registration, ticket.DelegationId, "no such file", cancellation) == "failed", "its expert says that it failed");
        steps.That(await crew.Asker.HearsAsync("delegation_failed", ticket, Limit, cancellation) is not null, "the asker is told of the failure");
        var failed = await crew.Asker.Session.WorkAsync(ticket.DelegationId, cancellation);
        steps.That(failed is { Status: "failed", Error: "no such file" }, "the asker reads why");
    }

    private async Task TimedOutAsync(Crew crew, CancellationToken cancellation)
    {
        var since = Stopwatch.GetTimestamp();
        var ticket = await crew.Asker.Session.DelegateAsync("read_file", new { path = "c.cs" }, crew.First.Id, cancellation: cancellation);
        var told = await crew.Asker.HearsAsync("delegation_timed_out", ticket, Deadline + Limit, cancellation);
        steps.That(told is not null, "the asker is told that the deadline passed");
        steps.That(Stopwatch.GetElapsedTime(since) > Deadline * 0.9, "nothing times out before its deadline");
        steps.That((await crew.Asker.Session.WorkAsync(ticket.DelegationId, cancellation)).Status == "timed_out", "work past its deadline has timed out");
        await steps.RefusedAsync(
            () => crew.First.Session.CompleteAsync(crew.First.Registration, ticket.DelegationId, new { }, cancellation), "it is completed after the deadline", HttpStatusCode.Gone);
        steps.That((await crew.First.Session.OpenWorkAsync(cancellation)).All(one => one.Id != ticket.DelegationId), "what timed out is open no more");
    }

    private async Task MovedAsync(Crew crew, CancellationToken cancellation)
    {
        var ticket = await crew.Asker.Session.DelegateAsync("read_file", new { path = "d.cs" }, $"capability:{crew.Capability}", cancellation: cancellation);
        var (lost, other) = ticket.TargetExpert == crew.First.Id ? (crew.First, crew.Second) : (crew.Second, crew.First);
        steps.That(ticket.TargetExpert == lost.Id, "routed work goes to an expert that is capable of it");
        await crew.Admin.SuspendExpertAsync(lost.Id, cancellation: cancellation);
        steps.That(await other.HearsAsync("delegation_reassigned", ticket, Limit, cancellation) is not null, "routed work of a suspended expert passes to another, which is told");
        await steps.RefusedAsync(() => lost.Session.CompleteAsync(lost.Registration, ticket.DelegationId, new { }, cancellation), "who lost it ends it", HttpStatusCode.Forbidden);
        await other.Session.CompleteAsync(other.Registration, ticket.DelegationId, new { by = other.Id }, cancellation);
        var done = await crew.Asker.Session.WorkAsync(ticket.DelegationId, cancellation);
        steps.That(done.Status == "completed" && done.ToAgent == other.Id, "who got it completes it");
        await crew.Admin.ResumeExpertAsync(lost.Id, cancellation: cancellation);
    }

    private async Task SuspendedAsync(Crew crew, CancellationToken cancellation)
    {
        var ticket = await crew.Asker.Session.DelegateAsync("read_file", new { path = "e.cs" }, crew.First.Id, cancellation: cancellation);
        await crew.Admin.SuspendExpertAsync(crew.First.Id, cancellation: cancellation);
        steps.That(await crew.Asker.HearsAsync("delegation_failed", ticket, Limit, cancellation) is not null, "the asker is told when the named expert is suspended");
        await steps.RefusedAsync(
            () => crew.Asker.Session.DelegateAsync("read_file", new { }, crew.First.Id, cancellation: cancellation), "work for a suspended expert", HttpStatusCode.Conflict);
        await crew.Admin.ResumeExpertAsync(crew.First.Id, cancellation: cancellation);
    }

    private async Task TasksAsync(Crew crew, CancellationToken cancellation)
    {
        var tickets = new List<TaskTicket>();
        foreach (var priority in new[] { "low", "critical", "normal" })
            tickets.Add(await crew.Asker.Session.DispatchAsync(crew.Second.Id, $"A task of {priority} priority", priority, cancellation: cancellation));
        var order = (await crew.Second.Session.OpenWorkAsync(cancellation)).Select(one => one.Priority);
        steps.That(order.SequenceEqual(["critical", "normal", "low"]), "the most urgent task comes first");
        foreach (var ticket in tickets)
        {
            await crew.Second.Session.CompleteAsync(crew.Second.Registration, ticket.TaskId, new { }, cancellation);
            steps.That(await crew.Asker.Mailbox.FindAsync("dispatch_completed", ticket.TaskId, Limit, cancellation) is not null, "the asker is told that a task is done");
        }
    }

    private async Task RefusedAsync(Crew crew, CancellationToken cancellation)
    {
        await steps.RefusedAsync(
            () => crew.Asker.Session.DelegateAsync("read_file", new { }, "nobody-of-that-name", cancellation: cancellation), "work for nobody", HttpStatusCode.NotFound);
        await steps.RefusedAsync(
            () => crew.Asker.Session.DelegateAsync("read_file", new { }, "capability:none-such", cancellation: cancellation), "work that nobody can do", HttpStatusCode.NotFound);
        await steps.RefusedAsync(
            () => crew.First.Session.DelegateAsync("read_file", new { }, crew.First.Id, cancellation: cancellation), "work for oneself", HttpStatusCode.UnprocessableEntity);
        using var answer = await crew.Asker.Session.SendAsync(
            crew.Asker.Session.PrepareDelegation("read_file", new { }, crew.First.Id, crew.Stranger.Session.Token), cancellation);
        steps.That(answer.StatusCode == HttpStatusCode.Forbidden, "work with another's token is refused");
    }

    private sealed record Crew(BridgeSession Admin, string Capability, Member Asker, Member First, Member Second, Member Stranger) : IAsyncDisposable
    {
        public static async Task<Crew> FormAsync(Agents agents, List<BridgeSession> sessions, string capability, CancellationToken cancellation)
        {
            var since = (await agents.Client.StatusAsync(cancellation)).LastSequence;
            var members = new List<Member>();
            foreach (var (index, session) in sessions.Index())
            {
                var can = index is 1 or 2 ? capability : capability + "-none";
                members.Add(new Member(session, await session.RegisterExpertAsync("worker", [can], cancellation: cancellation), Mailbox.ByPoll(session, since)));
            }

            return new Crew(agents.Admin, capability, members[0], members[1], members[2], members[3]);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var member in new[] { Asker, First, Second, Stranger })
                await member.Mailbox.DisposeAsync();
        }
    }

    private sealed record Member(BridgeSession Session, ExpertRegistration Registration, Mailbox Mailbox)
    {
        public string Id => Session.AgentId;

        public Task<BridgeEvent?> HearsAsync(string type, DelegationTicket ticket, TimeSpan limit, CancellationToken cancellation) =>
            Mailbox.FindAsync(type, ticket.DelegationId, limit, cancellation);
    }
}
