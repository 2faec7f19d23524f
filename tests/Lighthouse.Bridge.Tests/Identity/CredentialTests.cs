using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Identity;

public sealed class CredentialTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    [Fact]
    public async Task A_wrong_secret_an_unknown_agent_and_a_wrong_time_are_refused_alike()
    {
        var agent = await bridge.NewAgentAsync();
        await Refused.WithAsync(403, "bad_credential", () => bridge.Client.OpenSessionAsync(agent.AgentId, agent.Secret + "x"));
        await Refused.WithAsync(403, "bad_credential", () => bridge.Client.OpenSessionAsync("nobody", agent.Secret));
        await Refused.WithAsync(403, "bad_credential", () => bridge.Client.OpenSessionAsync("admin", agent.Secret));
        foreach (var minutes in new[] { -6, 6 })
        {
            var options = new SessionOptions { Timestamp = DateTimeOffset.UtcNow.AddMinutes(minutes) };
            await Refused.WithAsync(403, "bad_credential", () => bridge.Client.OpenSessionAsync(agent, options));
        }

        await using var session = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        Assert.True(await session.ValidateAsync(RunningBridge.Cancellation));
    }

    [Fact]
    public async Task A_credential_opens_one_session_even_when_sent_a_hundred_times_at_once()
    {
        var agent = await bridge.NewAgentAsync();
        var request = bridge.Client.PrepareSession(agent.AgentId, agent.Secret);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => bridge.Client.StatusOfAsync(request)));
        Assert.Equal((1, 99), (statuses.Count(s => s == 200), statuses.Count(s => s == 403)));
    }

    [Fact]
    public async Task A_refused_forgery_does_not_use_the_nonce_up()
    {
        var agent = await bridge.NewAgentAsync();
        var options = new SessionOptions { Nonce = SessionProof.FreshNonce() };
        await Refused.WithAsync(403, "bad_credential", () => bridge.Client.OpenSessionAsync(agent.AgentId, "forged", options));
        Assert.NotNull(await bridge.Client.OpenSessionAsync(agent, options, RunningBridge.Cancellation));
        await Refused.WithAsync(403, "nonce_used", () => bridge.Client.OpenSessionAsync(agent, options));
    }

    [Theory]
    [InlineData("0123456789abcde")]
    [InlineData("0123456789abcdeg")]
    public async Task A_nonce_that_is_none_is_refused(string nonce)
    {
        var agent = await bridge.NewAgentAsync();
        var request = bridge.Client.PrepareSession(agent.AgentId, agent.Secret, new SessionOptions { Nonce = nonce });
        Assert.Equal(422, await bridge.Client.StatusOfAsync(request));
    }
}
