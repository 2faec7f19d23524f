using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Limits;

public sealed class RateLimitTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    [Fact]
    public async Task Three_questions_at_once_are_taken_and_the_next_waits_whatever_session_asks()
    {
        var credential = await bridge.NewAgentAsync();
        await using var first = await bridge.Client.OpenSessionAsync(credential, cancellation: RunningBridge.Cancellation);
        await using var second = await bridge.Client.OpenSessionAsync(credential, cancellation: RunningBridge.Cancellation);
        var target = await bridge.NewAgentAsync();
        for (var i = 0; i < 3; i++) await first.CreateElicitationAsync(target.AgentId, "?", new { }, cancellation: RunningBridge.Cancellation);

        var refusal = await Refused.WithAsync(429, "rate_limited", () => second.CreateElicitationAsync(target.AgentId, "?", new { }));
        Assert.InRange(refusal.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6));
        var metrics = await first.ElicitationMetricsAsync(RunningBridge.Cancellation);
        Assert.True(metrics.Security.RateLimitViolations > 0);
    }

    [Fact]
    public async Task Questions_in_parallel_do_not_get_past_the_burst()
    {
        await using var session = await bridge.NewSessionAsync();
        var target = await bridge.NewAgentAsync();
        var body = Refused.Json(new { from_agent = session.AgentId, to_agent = target.AgentId, message = "?", schema = new { } });
        var statuses = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            _ => bridge.Client.StatusOfAsync(session.Prepare(HttpMethod.Post, "/elicitation/create", body))));
        // One more may have come back while the fifty were under way on a busy machine.
        Assert.InRange(statuses.Count(s => s == 200), 3, 4);
        Assert.All(statuses, s => Assert.True(s is 200 or 429, $"{s}"));
    }

    [Fact]
    public async Task A_guest_has_a_hundred_requests_and_then_waits()
    {
        await using var guest = await bridge.NewSessionAsync("guest");
        var request = guest.Prepare(HttpMethod.Get, "/elicitation/metrics");
        var statuses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => bridge.Client.StatusOfAsync(request)));
        Assert.True(statuses.Count(s => s == 200) >= 100);
        Assert.Contains(429, statuses);
        // What has come back meanwhile on a busy machine is used up by the next few.
        Assert.Contains(429, await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bridge.Client.StatusOfAsync(request))));
    }
}
