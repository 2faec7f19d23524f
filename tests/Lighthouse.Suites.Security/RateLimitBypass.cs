using Lighthouse.Bridge.Client;
using Lighthouse.Security;
using Lighthouse.Security.RateLimitBypass;

namespace Lighthouse.Suites.Security;

/// <summary>Nobody is served beyond limit and burst, whatever the requests look like, while many agents are connected.</summary>
[Collection(Alone.Name)]
public sealed class RateLimitBypass(Day day)
{
    private const string Gate = "rate-limit-bypass";

    [Fact, Gate(Gate, "rate_limit_bypass.accepted")]
    public async Task Nobody_gets_beyond_limit_and_burst()
    {
        Assert.SkipWhen(day.TargetProfile is not null, "the target is known by its profile alone, and no attack takes the limit that a profile declares yet");
        var cancellation = TestContext.Current.CancellationToken;
        await using var agents = await Agents.ConnectAsync(day.Target.Url, day.Target.Credentials["admin"], cancellation);
        await using var load = await HeldAgents.HoldAsync(agents, day.Sizes(Gate).Count("agents"), cancellation);
        var before = await load.ProblemAsync(cancellation);
        var limits = new BridgeLimits(new AttackIdentities(agents));
        var attack = new RateLimitAttack(new RateLimitOptions { Operations = limits.All, Bystander = limits.BystanderAsync });
        var result = await attack.RunAsync(Attacks.On(day.Target.Url, day.Random(Gate)), cancellation);
        Record(result, [.. new[] { before, await load.ProblemAsync(cancellation) }.OfType<string>()]);
    }

    private void Record(AttackResult result, IReadOnlyList<string> problems)
    {
        Attacks.Report(day, Gate, result);
        IReadOnlyList<string> doubts = result.Accepted > 0 ? [] : [.. Attacks.DoubtsOf(result), .. problems];
        day.Evidence.Record(new Measure(Gate, Attacks.How(result)).Count("rate_limit_bypass.accepted", result.Accepted, result.Attempts, doubts));
    }
}
