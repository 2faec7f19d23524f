using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>Checking commands, and the policy that they are checked by.</summary>
public abstract class ValidationContract(RunningBridge bridge) : ContractTests(bridge)
{
    [Theory]
    [InlineData("ls", true)]
    [InlineData("rm -rf /", false)]
    [Covers("POST /validate", 200, 403)]
    public async Task A_command_is_approved_or_not(string command, bool approved)
    {
        await using var session = await Bridge.NewSessionAsync();
        await using var guest = await Bridge.NewSessionAsync("guest");
        var reply = await ExpectAsync(200, Validate(session, session.AgentId, command));
        AssertShape(reply, ("reasoning", JsonValueKind.String), ("confidence", JsonValueKind.Number), ("processing_time_ms", JsonValueKind.Number));
        AssertShape(
            reply.GetProperty("metadata"), ("risk_level", JsonValueKind.String), ("cache_hit", JsonValueKind.False), ("expert_required", JsonValueKind.False),
            ("decision", JsonValueKind.String), ("layer", JsonValueKind.String), ("policy_version", JsonValueKind.String));
        Assert.Equal(approved, reply.GetProperty("approved").GetBoolean());
        await ExpectAsync(403, "impersonation", Validate(session, "admin", command));
        await ExpectAsync(403, "not_permitted", Validate(guest, guest.AgentId, command));
    }

    [Fact]
    [Covers("GET /validation/policy", 200, 403)]
    [Covers("POST /validation/policy/reload", 200, 403, 409)]
    public async Task A_policy_is_read_again_and_a_wrong_one_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "policy.json");
        await WriteAsync("approved");
        await Bridge.RestartAsync("--Bridge:Validation:PolicyPath", path);
        var system = await Bridge.NewSessionAsync("system_agent");
        var agent = await Bridge.NewSessionAsync();
        var first = await VersionAsync();
        await ExpectAsync(403, "not_permitted", Get(agent, "/validation/policy"));
        await ExpectAsync(403, "not_permitted", Post(system, "/validation/policy/reload", new { }));
        await WriteAsync("blocked");
        var reply = await ExpectAsync(200, Post(Bridge.Admin, "/validation/policy/reload", new { }));
        AssertShape(reply, ("policy_version", JsonValueKind.String), ("rules", JsonValueKind.Number));
        var second = await VersionAsync();
        Assert.NotEqual(first, second);
        await File.WriteAllTextAsync(path, "{", Cancellation);
        await ExpectAsync(409, "policy_refused", Post(Bridge.Admin, "/validation/policy/reload", new { }));
        Assert.Equal(second, await VersionAsync());
        await Bridge.RestartAsync();

        async Task<string?> VersionAsync() => (await ExpectAsync(200, Get(system, "/validation/policy"))).GetProperty("policy_version").GetString();

        Task WriteAsync(string decision) => File.WriteAllTextAsync(
            path,
            $$"""
            {"format": 1, "otherwise": "escalate", "not_understood": "uncertain",
             "tools": {"read": {"names": ["read"], "access": "read", "fields": {"file_path": "path"} } },
             "rules": [{"id": "only", "decision": "{{decision}}", "risk": "low", "reasoning": "r", "match": {"tools": ["read"], "paths": ["**"]} }]}
            """,
            Cancellation);
    }

    private static PreparedRequest Validate(BridgeSession session, string agentId, string command) =>
        Post(session, "/validate", new { tool_name = "bash", tool_input = new { command }, agent_id = agentId });
}
