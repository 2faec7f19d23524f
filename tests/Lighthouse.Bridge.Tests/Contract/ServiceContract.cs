using System.Text.Json;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>What the service says of itself.</summary>
public abstract class ServiceContract(RunningBridge bridge) : ContractTests(bridge)
{
    [Fact]
    [Covers("GET /health", 200)]
    public async Task Health()
    {
        var health = await ExpectAsync(200, Anonymous("GET", "/health"));
        Assert.Equal(("healthy", "lighthouse-bridge"), (health.GetProperty("status").GetString(), health.GetProperty("service").GetString()));
    }

    [Fact]
    [Covers("GET /status", 200)]
    public async Task Status_is_measured()
    {
        await using var session = await Bridge.NewSessionAsync();
        var before = await ExpectAsync(200, Anonymous("GET", "/status"));
        AssertShape(
            before, ("status", JsonValueKind.String), ("mode", JsonValueKind.String), ("components", JsonValueKind.Object), ("active_agents", JsonValueKind.Number),
            ("pending_validations", JsonValueKind.Number), ("uptime_seconds", JsonValueKind.Number));
        foreach (var component in new[] { "event_store", "speed_layer", "expert_coordinator", "fuse_mount" })
            Assert.Contains(before.GetProperty("components").GetProperty(component).GetString(), new[] { "healthy", "degraded", "unhealthy", "unavailable" });
        Assert.True(before.GetProperty("active_agents").GetInt32() >= 2);
        await session.RevokeAsync(Cancellation);
        var after = await ExpectAsync(200, Anonymous("GET", "/status"));
        Assert.True(after.GetProperty("uptime_seconds").GetDouble() > before.GetProperty("uptime_seconds").GetDouble());
        Assert.Equal(before.GetProperty("active_agents").GetInt32() - 1, after.GetProperty("active_agents").GetInt32());
    }

    [Fact]
    [Covers("GET /openapi.json", 200)]
    public async Task The_description_names_every_answer()
    {
        var document = await ExpectAsync(200, Anonymous("GET", "/openapi.json"));
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var operations = await OperationsAsync();
        Assert.Equal(operations.Count, operations.Select(o => o.Description.GetProperty("operationId").GetString()).Distinct().Count());
        foreach (var (name, description) in operations)
        {
            Assert.True(description.GetProperty("operationId").GetString()!.Length > 0, name);
            Assert.True(ContractTests.Describes(description, 200) || ContractTests.Describes(description, 101), name);
        }
    }

    [Fact]
    [Covers("GET /metrics", 200)]
    public async Task Metrics_are_prometheus_text_without_names()
    {
        await using var session = await Bridge.NewSessionAsync();
        await ExpectAsync(200, Anonymous("GET", "/metrics"));
        var text = await Bridge.Client.MetricsAsync(Cancellation);
        Assert.Contains("# TYPE ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(session.AgentId, text, StringComparison.Ordinal);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^(# (HELP|TYPE) .+|[a-z_]+(\\{[^}]*\\})? [0-9.eE+-]+)$", line));
    }
}
