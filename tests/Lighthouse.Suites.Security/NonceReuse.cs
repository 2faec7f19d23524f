using System.Text.Json.Nodes;
using Lighthouse.Bridge.Client;
using Lighthouse.Security;
using Lighthouse.Security.NonceReuse;
using Lighthouse.Security.Wire;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Security;

/// <summary>A nonce works once: that of a proof of identity and that of an answer, in parallel, later, forged, and across a restart.</summary>
public sealed class NonceReuse(Day day)
{
    private const string Gate = "nonce-reuse";
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(300);

    [Fact, Gate(Gate, "nonce_reuse.accepted", "nonce_reuse.accepted_after_restart")]
    public async Task A_nonce_works_once()
    {
        Assert.SkipWhen(day.TargetProfile is not null, "the target is known by its profile alone, and a profile does not say how a service uses nonces");
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        // An external target is attacked where it is; what only a restart shows is left out and said so below.
        await using var own = day.Target.Recipe is null ? null : await day.StartOwnTargetAsync(cancellation);
        var url = own?.Url ?? day.Target.Url;
        await using var agents = await Agents.ConnectPatientlyAsync(url, day.Target.Credentials["admin"], cancellation);
        var identities = new AttackIdentities(agents);
        var results = new List<AttackResult>();
        for (var round = 1; round <= sizes.Count("rounds"); round++)
        {
            foreach (var fresh in new[] { ProofCase(identities), AnswerCase(identities) })
                results.Add(await AttackAsync(url, own, fresh, sizes.Count("parallel"), $"{Gate}/{results.Count}", cancellation));
            Day.Progress($"nonces: round {round} of {sizes.Count("rounds")}");
        }

        var all = new AttackResult
        {
            Groups = [.. results.SelectMany(result => result.Groups)],
            Findings = [.. results.SelectMany(result => result.Findings)],
            Controls = [.. results.SelectMany(result => result.Controls)],
        };
        Attacks.Report(day, Gate, all);
        var measure = new Measure(Gate, Attacks.How(all));
        var before = Accepted(measure, "nonce_reuse.accepted", NonceReuseAttack.BeforeRestart, all);
        if (own is null)
        {
            day.Evidence.Record(before);
            Assert.Skip("the target is external (--target-url) and cannot be restarted here, so nothing is known of nonces across a restart");
        }

        day.Evidence.Record(before, Accepted(measure, "nonce_reuse.accepted_after_restart", NonceReuseAttack.AfterRestart, all));
    }

    private async Task<AttackResult> AttackAsync(
        Uri url, TargetProcess? own, Func<CancellationToken, Task<NonceCase>> fresh, int parallel, string purpose, CancellationToken cancellation)
    {
        var attack = new NonceReuseAttack(new NonceReuseOptions
        {
            FreshCase = fresh,
            ParallelSends = parallel,
            Later = Later,
            RestartAsync = own is null ? null : async token =>
            {
                await own.StopAsync();
                own.Launch();
                await own.WaitUntilHealthyAsync(token);
                return own.Url;
            },
        });
        return await attack.RunAsync(Attacks.On(url, day.Random(purpose)), cancellation);
    }

    private static Readiness.Evidence.Measurement Accepted(Measure measure, string metric, string group, AttackResult result)
    {
        var groups = result.Groups.Where(one => one.Name == group).ToList();
        return measure.Count(metric, groups.Sum(one => one.Accepted), groups.Sum(one => one.Attempts), Attacks.DoubtsOf(result));
    }

    /// <summary>The nonce in the proof that opens a session. Whoever overheard it has no secret, so other nonces come with the old signature.</summary>
    private static Func<CancellationToken, Task<NonceCase>> ProofCase(AttackIdentities identities) => async cancellation =>
    {
        var request = identities.Proof(await identities.AgentAsync("agent", cancellation)).ToRaw();
        return Case(request, body => body["credential"]!.AsObject(), nonce => WithNonce(request, body => body["credential"]!.AsObject(), nonce));
    };

    /// <summary>The nonce in an answer. The attacker is the answering agent itself and signs every forgery with its own secret.</summary>
    private static Func<CancellationToken, Task<NonceCase>> AnswerCase(AttackIdentities identities) => async cancellation =>
    {
        var asker = await identities.SessionAsync("agent", cancellation);
        var target = await identities.SessionAsync("agent", cancellation);
        var ticket = await asker.CreateElicitationAsync(target.AgentId, "Once?", new { type = "object" }, TimeSpan.FromMinutes(5), cancellation: cancellation);
        var question = (await target.PendingAsync(cancellation)).Single(one => one.Id == ticket.ElicitationId);
        var request = target.PrepareResponse(question, ResponseType.Accept, new { }).ToRaw();
        return Case(request, body => body, nonce => nonce is null
            ? WithNonce(request, body => body, null)
            : target.PrepareResponse(question.Id, nonce, ResponseType.Accept, new { }).ToRaw());
    };

    private static NonceCase Case(RawRequest request, Func<JsonObject, JsonObject> holder, Func<string?, RawRequest> withNonce) => new()
    {
        Request = request,
        Nonce = holder(JsonNode.Parse(request.Body!)!.AsObject())["nonce"]!.GetValue<string>(),
        WithNonce = withNonce,
        IsAccepted = response => response.IsSuccess,
    };

    private static RawRequest WithNonce(RawRequest request, Func<JsonObject, JsonObject> holder, string? nonce)
    {
        var body = JsonNode.Parse(request.Body!)!.AsObject();
        if (nonce is null)
            holder(body).Remove("nonce");
        else
            holder(body)["nonce"] = nonce;
        return request with { Body = body.ToJsonString() };
    }
}
