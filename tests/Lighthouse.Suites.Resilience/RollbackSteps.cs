using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos;
using Lighthouse.Chaos.Drills;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>The seven steps of the way back from elicitation to the older long poll, on a running bridge, each checked by another way than its own.</summary>
internal sealed class RollbackSteps(TargetProcess target, Agents agents, ProbeLoad load) : IDisposable
{
    private const string Reason = "error-rate";
    private const int Open = 2;
    private static readonly object Schema = new { type = "object" };
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(2);
    private readonly AlertReceiver receiver = new();
    private readonly List<ElicitationTicket> open = [];
    private int validated;

    private BridgeSession Asker => agents.Sessions[0];

    private BridgeSession Asked => agents.Sessions[1];

    /// <summary>The steps, in the order of the procedure.</summary>
    public IReadOnlyList<DrillStep> All =>
    [
        new("alert", AlertAsync, AlertedAsync, Budget),
        new("disable", token => agents.Admin.ChangeFeatureFlagsAsync(elicitationEnabled: false, cancellation: token), DisabledAsync, Budget),
        new("drain", DrainAsync, DrainedAsync, Budget),
        new("verify legacy", token => load.Writers.UntilAcknowledgedAfterAsync(TimeProvider.System.GetTimestamp(), token), LegacyServesAsync, Budget),
        new("clear state", _ => target.StopAsync(), StoppedAsync, Budget),
        new("restore consistency", RestoreAsync, ConsistentAsync, Budget),
        new("validate", ValidateAsync, ValidatedAsync, Budget),
    ];

    /// <summary>Questions that are open when the drill begins: they must end in an orderly way.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        for (var number = 0; number < Open; number++)
            open.Add(await Asker.CreateElicitationAsync(Asked.AgentId, $"open question {number}", Schema, TimeSpan.FromMinutes(10), cancellation: cancellation));
    }

    public void Dispose() => receiver.Dispose();

    private async Task AlertAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(receiver.Address, new { target = target.Url, reason = Reason, action = "rollback" }, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<EffectProof> AlertedAsync(CancellationToken cancellation)
    {
        var alert = await receiver.Received.WaitAsync(cancellation);
        return Seen(alert.GetProperty("reason").GetString() == Reason, $"the receiver of alerts was told: {alert}");
    }

    private async Task<EffectProof> DisabledAsync(CancellationToken cancellation)
    {
        try
        {
            await Asker.CreateElicitationAsync(Asked.AgentId, "May I still ask?", Schema, cancellation: cancellation);
            return EffectProof.NotProven("an agent could still ask by elicitation");
        }
        catch (BridgeException refusal)
        {
            return Seen(refusal is { StatusCode: HttpStatusCode.Forbidden, Code: "elicitation_disabled" }, $"an agent that asked was answered {(int)refusal.StatusCode} {refusal.Code}");
        }
    }

    private async Task DrainAsync(CancellationToken cancellation)
    {
        // One is withdrawn, the others are answered: both ways out must still be open.
        await Asker.CancelAsync(open[0], cancellation);
        foreach (var question in await Asked.PendingAsync(cancellation))
            await Asked.RespondAsync(question, ResponseType.Accept, new { }, cancellation);
    }

    private async Task<EffectProof> DrainedAsync(CancellationToken cancellation)
    {
        var states = new List<string>();
        foreach (var ticket in open)
            states.Add((await Asker.StatusAsync(ticket.ElicitationId, cancellation)).Status);
        var left = (await agents.Admin.ElicitationMetricsAsync(cancellation)).Activity.PendingElicitations;
        return Seen(left == 0 && states.All(state => state is "accepted" or "cancelled"), $"open questions ended {string.Join(", ", states)}; the bridge counts {left} pending");
    }

    private async Task<EffectProof> LegacyServesAsync(CancellationToken cancellation)
    {
        await load.UntilSteadyAsync(cancellation);
        return EffectProof.Proven("events are stored, and heard by the long poll");
    }

    private async Task<EffectProof> StoppedAsync(CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, target.Url.Port, cancellation);
            return EffectProof.NotProven("somebody still listens");
        }
        catch (SocketException refusal)
        {
            return Seen(
                target.ExitCode == 0 && refusal.SocketErrorCode == SocketError.ConnectionRefused,
                $"the process ended with exit code {target.ExitCode}, and nobody listens: what it held in memory alone is gone");
        }
    }

    private async Task RestoreAsync(CancellationToken cancellation)
    {
        target.Launch();
        await target.WaitUntilHealthyAsync(cancellation);
    }

    private async Task<EffectProof> ConsistentAsync(CancellationToken cancellation)
    {
        var upTo = load.Ledger.Sequences.Max();
        var served = load.Ledger.Compare(await Tally.ServedAsync(agents.Admin, cancellation), upTo);
        var pending = (await Asked.PendingAsync(cancellation)).Count;
        var flags = await agents.Admin.FeatureFlagsAsync(cancellation);
        return Seen(
            served.IsIntact && pending == 0 && !flags.ElicitationEnabled,
            $"{served.Acknowledged} acknowledged events, {served.Lost.Count} missing, {served.Altered.Count} altered, {served.Duplicated.Count} double; {pending} questions pending; elicitation is {(flags.ElicitationEnabled ? "on again" : "off")}");
    }

    private async Task ValidateAsync(CancellationToken cancellation)
    {
        for (var number = 0; number < 10; number++)
        {
            var since = (await Asked.QueryAsync(new EventQuery { Limit = 1000 }, cancellation)).Events.LastOrDefault()?.Sequence ?? 0;
            var waiting = Asked.WaitAsync(since, TimeSpan.FromSeconds(5), cancellation);
            var sent = await Asker.StoreEventAsync(new EventDraft("legacy_question", new { to_agent = Asked.AgentId, number }), cancellation);
            validated += (await waiting).Events.Any(one => one.Sequence == sent.Sequence) ? 1 : 0;
        }
    }

    private async Task<EffectProof> ValidatedAsync(CancellationToken cancellation)
    {
        var health = await agents.Client.HealthAsync(cancellation);
        var stillOff = await DisabledAsync(cancellation);
        await load.UntilSteadyAsync(cancellation);
        return Seen(
            validated == 10 && health.IsHealthy && stillOff.IsProven,
            $"{validated} of 10 questions reached their agent by the long poll; health {health.Status}; {stillOff.Detail}");
    }

    private static EffectProof Seen(bool isSo, string what) => isSo ? EffectProof.Proven(what) : EffectProof.NotProven(what);
}
