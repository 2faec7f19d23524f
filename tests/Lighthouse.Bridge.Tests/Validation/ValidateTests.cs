using System.Diagnostics;
using System.Globalization;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Validation;

/// <summary>The validation over HTTP, against a process of its own.</summary>
public sealed class ValidateTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static CancellationToken Cancellation => RunningBridge.Cancellation;

    [Fact]
    public async Task The_answer_has_the_fields_of_the_wire()
    {
        await using var session = await bridge.NewSessionAsync();
        var (status, body) = await bridge.Client.AnswerAsync(session.PrepareValidation("bash", new { command = "rm -rf /" }));
        Assert.Equal(200, (int)status);
        Assert.False(body.GetProperty("approved").GetBoolean());
        Assert.Equal(0.95, body.GetProperty("confidence").GetDouble());
        Assert.NotEqual("", body.GetProperty("reasoning").GetString());
        Assert.InRange(body.GetProperty("processing_time_ms").GetDouble(), 0.001, 20_000);
        var metadata = body.GetProperty("metadata");
        Assert.Equal(("critical", false, false, "blocked", "policy", "remove-system"), (
            metadata.GetProperty("risk_level").GetString(), metadata.GetProperty("cache_hit").GetBoolean(), metadata.GetProperty("expert_required").GetBoolean(),
            metadata.GetProperty("decision").GetString(), metadata.GetProperty("layer").GetString(), metadata.GetProperty("rule_id").GetString()));

        var approved = await session.ValidateCommandAsync("bash", new { command = "ls" }, cancellation: Cancellation);
        Assert.True(approved.Approved);
        var again = await session.ValidateCommandAsync("bash", new { command = "ls" }, cancellation: Cancellation);
        Assert.True(again is { Approved: true, Metadata: { CacheHit: true, Layer: "memory" } });
        var escalated = await session.ValidateCommandAsync("bash", new { command = "make x" }, cancellation: Cancellation);
        Assert.True(escalated is { Approved: false, Metadata: { ExpertRequired: true, Decision: "escalate" } });
    }

    [Fact]
    public async Task Only_the_session_says_who_asks()
    {
        await using var session = await bridge.NewSessionAsync();
        await using var other = await bridge.NewSessionAsync();
        var before = (await session.ElicitationMetricsAsync(Cancellation)).Security.ImpersonationAttempts;
        Assert.Equal((403, "impersonation"), await AnswerAsync(session, new { tool_name = "bash", tool_input = new { }, agent_id = other.AgentId }));
        Assert.Equal((403, "impersonation"), await AnswerAsync(session, new { tool_name = "bash", tool_input = new { }, agent_id = session.AgentId, session_token = other.Token }));
        Assert.Equal((403, "invalid_session"), await AnswerAsync(session, new { tool_name = "bash", tool_input = new { }, agent_id = session.AgentId, session_token = session.Token[..^1] + "x" }));
        Assert.Equal((200, ""), await AnswerAsync(session, new { tool_name = "bash", tool_input = new { }, agent_id = session.AgentId, session_token = session.Token }));
        Assert.True((await session.ElicitationMetricsAsync(Cancellation)).Security.ImpersonationAttempts >= before + 2);
        await using var guest = await bridge.NewSessionAsync("guest");
        Assert.Equal((403, "not_permitted"), await AnswerAsync(guest, new { tool_name = "bash", tool_input = new { }, agent_id = guest.AgentId }));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"tool_name": "bash", "tool_input": {}}""")]
    [InlineData("""{"tool_name": "", "tool_input": {}, "agent_id": "admin"}""")]
    [InlineData("""{"tool_name": "bash", "tool_input": "ls", "agent_id": "admin"}""")]
    [InlineData("""{"tool_name": "bash", "tool_input": {}, "agent_id": "admin", "metadata": []}""")]
    public async Task A_bad_body_gets_422(string body) =>
        Assert.Equal(422, await bridge.Client.StatusOfAsync(bridge.Admin.Prepare(HttpMethod.Post, "/validate", Refused.Text(body))));

    [Fact]
    public async Task Every_decision_is_an_event_that_survives_and_holds_nothing_of_the_input()
    {
        await using var session = await bridge.NewSessionAsync();
        await session.ValidateCommandAsync("bash", new { command = "echo hunter2-the-password" }, cancellation: Cancellation);
        await session.ValidateCommandAsync("bash", new { command = "echo hunter2-the-password" }, cancellation: Cancellation);
        await session.ValidateCommandAsync("bash", new { command = "cat /etc/shadow # hunter2" }, cancellation: Cancellation);
        await bridge.RestartAsync();

        var (_, own) = await bridge.Client.AnswerAsync(session.Prepare(HttpMethod.Get, "/event/query?event_type=validation_decided"));
        var events = own.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(["policy/approved", "memory/approved", "policy/blocked"], events.Select(e => $"{e.GetProperty("data").GetProperty("layer")}/{e.GetProperty("data").GetProperty("decision")}"));
        Assert.All(events, e => Assert.Equal((session.AgentId, "bridge"), (e.GetProperty("data").GetProperty("agent_id").GetString(), e.GetProperty("source_component").GetString())));
        Assert.DoesNotContain("hunter2", own.GetRawText(), StringComparison.Ordinal);
        var digests = events.Select(e => e.GetProperty("data").GetProperty("input_digest").GetString()).ToList();
        Assert.Equal(digests[0], digests[1]);
        Assert.NotEqual(digests[0], digests[2]);
        Assert.Equal("credential-files", events[2].GetProperty("data").GetProperty("rule_id").GetString());
        Assert.True(events[0].GetProperty("data").GetProperty("decided_in_ms").GetDouble() > 0);

        var stranger = await bridge.Client.OpenSessionAsync("admin", bridge.AdminSecret, cancellation: Cancellation);
        var agent = await bridge.Client.RegisterAgentAsync(stranger, $"stranger-{events[0].GetProperty("sequence")}", cancellation: Cancellation);
        await using var other = await bridge.Client.OpenSessionAsync(agent, cancellation: Cancellation);
        var (_, nothing) = await bridge.Client.AnswerAsync(other.Prepare(HttpMethod.Get, "/event/query?event_type=validation_decided"));
        Assert.Equal(0, nothing.GetProperty("count").GetInt32());
        var (_, all) = await bridge.Client.AnswerAsync(stranger.Prepare(HttpMethod.Get, $"/event/query?event_type=validation_decided&agent_id={session.AgentId}"));
        Assert.Equal(3, all.GetProperty("count").GetInt32());
        await stranger.RevokeAsync(Cancellation);
    }

    [Fact]
    public async Task Agents_cannot_write_such_events()
    {
        await using var session = await bridge.NewSessionAsync();
        await Refused.WithAsync(403, "reserved_event_type", () => session.StoreEventAsync(new EventDraft("validation_decided"), Cancellation));
    }

    [Fact]
    public async Task Status_and_figures_show_it()
    {
        await using var session = await bridge.NewSessionAsync();
        await session.ValidateCommandAsync("bash", new { command = "sudo ls" }, cancellation: Cancellation);
        var status = await bridge.Client.StatusAsync(Cancellation);
        Assert.Equal(("healthy", 0), (status.Components["speed_layer"], status.PendingValidations));
        var metrics = await bridge.Client.MetricsAsync(Cancellation);
        Assert.Matches("bridge_validations_total\\{decision=\"blocked\",layer=\"policy\"\\} [1-9]", metrics);
        Assert.Matches("bridge_validation_seconds_count [1-9]", metrics);
        Assert.Contains("bridge_validation_breaker_open{layer=\"policy\"} 0", metrics, StringComparison.Ordinal);
    }

    private async Task<(int Status, string Code)> AnswerAsync(BridgeSession session, object body)
    {
        var (status, reply) = await bridge.Client.AnswerAsync(session.Prepare(HttpMethod.Post, "/validate", Refused.Json(body)));
        return ((int)status, reply.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString()! : "");
    }
}
