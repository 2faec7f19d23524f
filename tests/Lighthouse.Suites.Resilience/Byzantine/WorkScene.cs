using Lighthouse.Bridge.Client;
using Lighthouse.Chaos.Lies;

namespace Lighthouse.Suites.Resilience.Byzantine;

/// <summary>Work of an honest expert that a liar ends, and work of the liar's own that it ends twice, late, and by a registration that is void.</summary>
internal sealed class WorkScene(Cast cast, Testimony testimony, CancellationToken cancellation)
{
    private const string Complete = "/expert/complete";
    private const int Right = 1, Contradiction = 2, Forged = 666;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync()
    {
        var expert = await RegisterAsync(cast.Expert);
        var old = await RegisterAsync(cast.Liar);
        var liar = await RegisterAsync(cast.Liar);
        await Task.WhenAll(OfAnotherAsync(expert, liar), OwnAsync(old, liar), LateAsync(liar));
    }

    private async Task OfAnotherAsync(ExpertRegistration expert, ExpertRegistration liar)
    {
        var id = await DelegateAsync(cast.Expert);
        await testimony.TellAsync(LieKinds.ResultOfAnothersWork, cast.Liar, Result(cast.Liar, cast.Liar.AgentId, liar, id, Forged));
        await testimony.TellAsync(LieKinds.ResultInAnothersName, cast.Liar, Result(cast.Liar, cast.Expert.AgentId, expert, id, Forged));
        await testimony.TellAsync(LieKinds.StolenRegistration, cast.Liar, Result(cast.Liar, cast.Liar.AgentId, expert, id, Forged));
        await testimony.TruthAsync(
            cast.Expert, Result(cast.Expert, cast.Expert.AgentId, expert, id, Right), Completed(id, cast.Expert, Right),
            LieKinds.ResultOfAnothersWork, LieKinds.ResultInAnothersName, LieKinds.StolenRegistration);
        await testimony.TellAsync(LieKinds.ResultOfAnothersWork, cast.Liar, Result(cast.Liar, cast.Liar.AgentId, liar, id, Forged));
        await IsDoneAsync(id, Right);
    }

    private async Task OwnAsync(ExpertRegistration old, ExpertRegistration liar)
    {
        var id = await DelegateAsync(cast.Liar);
        await testimony.TellAsync(LieKinds.OldRegistration, cast.Liar, Result(cast.Liar, cast.Liar.AgentId, old, id, Right));
        var (right, contradiction) = (Result(cast.Liar, cast.Liar.AgentId, liar, id, Right), Result(cast.Liar, cast.Liar.AgentId, liar, id, Contradiction));
        var taken = await testimony.ContradictAsync(LieKinds.SecondResult, cast.Liar, right, contradiction) switch { 0 => Right, 1 => Contradiction, _ => (int?)null };
        if (taken is not { } number)
            return;
        testimony.History.Acknowledge(Completed(id, cast.Liar, number));
        foreach (var kind in new[] { LieKinds.OldRegistration, LieKinds.LateResult })
            testimony.Lies.Truth(kind, LieLedger.Taken);
        await testimony.TellAsync(LieKinds.SecondResult, cast.Liar, number == Right ? contradiction : right);
        await IsDoneAsync(id, number);
    }

    private async Task LateAsync(ExpertRegistration liar)
    {
        var task = await testimony.ServeAsync("a task", () => cast.Asker.DispatchAsync(cast.Liar.AgentId, "Be late.", cancellation: cancellation));
        testimony.History.Acknowledge(Deed.Of("dispatch_created", task.TaskId, cast.Asker.AgentId, cast.Liar.AgentId));
        await testimony.WitnessAsync(Deed.Of("dispatch_timed_out", task.TaskId, Deed.TheBridge), async () =>
        {
            while ((await testimony.ServeAsync("a look at a task", () => cast.Asker.WorkAsync(task.TaskId, cancellation))).Status == "pending")
                await Task.Delay(LookEvery, cancellation);
            return true;
        });
        await testimony.TellAsync(LieKinds.LateResult, cast.Liar, Result(cast.Liar, cast.Liar.AgentId, liar, task.TaskId, Right));
        await testimony.SeeAsync($"the task {task.TaskId} that nobody did in time", async () =>
        {
            var work = await cast.Asker.WorkAsync(task.TaskId, cancellation);
            return work is { Status: "timed_out", Result: null } ? null : $"{work.Status} {work.Result}";
        });
    }

    private async Task<ExpertRegistration> RegisterAsync(BridgeSession who)
    {
        var registration = await testimony.ServeAsync("a registration", () => who.RegisterExpertAsync("witness", ["testify"], cancellation: cancellation));
        testimony.History.Acknowledge(Deed.Of("expert_registered", who.AgentId, who.AgentId));
        return registration;
    }

    private async Task<string> DelegateAsync(BridgeSession to)
    {
        var id = (await testimony.ServeAsync("a delegation", () => cast.Asker.DelegateAsync("count", new { }, to.AgentId, cancellation: cancellation))).DelegationId;
        testimony.History.Acknowledge(Deed.Of("delegation_created", id, cast.Asker.AgentId, to.AgentId));
        return id;
    }

    private Task IsDoneAsync(string id, int number) => testimony.SeeAsync($"the result {number} of {id}", async () =>
    {
        var work = await cast.Asker.WorkAsync(id, cancellation);
        return work is { Status: "completed", Result: { } result } && result.GetProperty("number").GetInt32() == number ? null : $"{work.Status} {work.Result}";
    });

    private static PreparedRequest Result(BridgeSession by, string name, ExpertRegistration registration, string id, int number) => Testimony.Post(
        by, Complete, new { delegation_id = id, agent_id = name, token = registration.Token, status = "completed", result = new { number } });

    private static string Completed(string id, BridgeSession by, int number) => Deed.Of("delegation_completed", id, by.AgentId, number);
}
