using Lighthouse.Bridge.Client;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Security;
using Lighthouse.Security.Replay;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Security;

/// <summary>Recorded traffic has no second effect where it works once, and none once its session has ended, also across a restart.</summary>
public sealed class Replay(Day day)
{
    private const string Gate = "replay";

    [Fact, Gate(Gate, "replay.accepted", "replay.accepted_after_restart")]
    public async Task Recorded_traffic_has_no_second_effect()
    {
        Assert.SkipWhen(day.TargetProfile is not null, "the target is known by its profile alone, and a profile does not say how a service tells a request from its repetition");
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        // An external target is attacked where it is; what only a restart shows is left out and said so below.
        await using var own = day.Target.Recipe is null ? null : await day.StartOwnTargetAsync(cancellation);
        var url = own?.Url ?? day.Target.Url;
        await using var agents = await Agents.ConnectPatientlyAsync(url, day.Target.Credentials["admin"], cancellation);
        var attack = new ReplayAttack(new ReplayOptions
        {
            Operations = new ReplayOperations(agents.Admin, new AttackIdentities(agents)).All,
            Ends = EndsBy(agents.Admin),
            ParallelSends = sizes.Count("parallel"),
            ParallelRounds = sizes.Count("rounds"),
            Later = sizes.Duration("later"),
            RestartAsync = own is null ? null : token => RestartAsync(own, token),
        });
        Record(await attack.RunAsync(Attacks.On(url, day.Random(Gate)), cancellation), own is not null);
    }

    private void Record(AttackResult result, bool wasRestarted)
    {
        Attacks.Report(day, Gate, result);
        var before = Accepted(result, "replay.accepted", ReplayAttack.BeforeRestart);
        if (!wasRestarted)
        {
            day.Evidence.Record(before);
            Assert.Skip("the target is external (--target-url) and cannot be restarted here, so nothing is known of recordings across a restart");
        }

        day.Evidence.Record(before, Accepted(result, "replay.accepted_after_restart", ReplayAttack.AfterRestart));
    }

    private static Measurement Accepted(AttackResult result, string metric, string group)
    {
        var counted = result.Groups.Where(one => one.Name == group).ToList();
        return new Measure(Gate, Attacks.How(result)).Count(metric, counted.Sum(one => one.Accepted), counted.Sum(one => one.Attempts), Attacks.DoubtsOf(result));
    }

    private static Dictionary<string, Func<ReplayCase, CancellationToken, Task>> EndsBy(BridgeSession admin) => new()
    {
        ["its sessions were revoked"] = async (one, cancellation) =>
        {
            foreach (var session in await admin.ListSessionsAsync(one.Owner, cancellation: cancellation))
                await admin.RevokeSessionAsync(session.SessionId, cancellation);
        },
        ["its agent was disabled"] = (one, cancellation) => admin.DisableAgentAsync(one.Owner, cancellation),
        ["its secret was rotated"] = (one, cancellation) => admin.RotateAgentAsync(one.Owner, cancellation),
    };

    private static async Task<Uri> RestartAsync(TargetProcess own, CancellationToken cancellation)
    {
        await own.StopAsync();
        own.Launch();
        await own.WaitUntilHealthyAsync(cancellation);
        return own.Url;
    }
}
