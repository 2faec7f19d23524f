using System.Diagnostics;
using System.Globalization;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Validation;

/// <summary>A new policy holds as a whole or not at all.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => RunningBridge.Cancellation;

    private string PolicyPath => Path.Combine(_folder.Path, "policy.json");

    [Fact]
    public async Task A_new_policy_holds_at_once_and_a_wrong_one_never()
    {
        await WriteAsync("approved");
        var secrets = BridgeProcess.FreshSecrets();
        await using var process = BridgeProcess.Launch(
            secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", _folder.Data, "--Bridge:Validation:PolicyPath", PolicyPath);
        using var client = BridgeClient.Connect(await process.ListeningAsync());
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        bound.CancelAfter(TimeSpan.FromMinutes(2));
        while (!(await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(10, bound.Token);
        await using var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: bound.Token);
        Assert.Equal("policy", await LayerAsync(admin, "approved"));
        Assert.Equal("memory", await LayerAsync(admin, "approved"));
        var first = await admin.ValidationPolicyAsync(bound.Token);

        await WriteAsync("blocked");
        var second = await admin.ReloadValidationPolicyAsync(bound.Token);
        Assert.NotEqual(first.PolicyVersion, second.PolicyVersion);
        Assert.Equal("policy", await LayerAsync(admin, "blocked"));

        await File.WriteAllTextAsync(PolicyPath, "{\n\"format\": 9}", bound.Token);
        var refusal = await Refused.WithAsync(409, "policy_refused", () => admin.ReloadValidationPolicyAsync(bound.Token));
        Assert.Contains("LHB6605: policy.json line 2", refusal.Reason, StringComparison.Ordinal);
        Assert.Equal(second, await admin.ValidationPolicyAsync(bound.Token));
        Hangup(process);
        while (!(await client.MetricsAsync(bound.Token)).Contains("bridge_validation_policy_refused_total 2", StringComparison.Ordinal)) await Task.Delay(10, bound.Token);
        Assert.Equal("memory", await LayerAsync(admin, "blocked"));

        await WriteAsync("escalate");
        Hangup(process);
        while ((await admin.ValidationPolicyAsync(bound.Token)).PolicyVersion == second.PolicyVersion) await Task.Delay(10, bound.Token);
        Assert.Equal("expert", await LayerAsync(admin, "escalate"));
        var (_, changes) = await client.AnswerAsync(admin.Prepare(HttpMethod.Get, "/event/query?event_type=validation_policy_changed"));
        Assert.Equal(["admin", "bridge"], changes.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("data").GetProperty("changed_by").GetString()!));

        var agent = await client.RegisterAgentAsync(admin, "agent-1", cancellation: bound.Token);
        await using var session = await client.OpenSessionAsync(agent, cancellation: bound.Token);
        await Refused.WithAsync(403, "not_permitted", () => session.ReloadValidationPolicyAsync(bound.Token));
        await Refused.WithAsync(403, "not_permitted", () => session.ValidationPolicyAsync(bound.Token));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> LayerAsync(BridgeSession session, string expected)
    {
        var verdict = await session.ValidateCommandAsync("bash", new { command = "ls" }, cancellation: Cancellation);
        Assert.Equal(expected, verdict.Metadata.Decision);
        return verdict.Metadata.Layer!;
    }

    private static void Hangup(BridgeProcess process)
    {
        using var kill = Process.Start("kill", ["-HUP", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private Task WriteAsync(string decision) => File.WriteAllTextAsync(
        PolicyPath,
        """
        // A comment is allowed.
        {"format": 1, "tools": {"shell": {"names": ["bash"], "fields": {"command": "command"}}},
         "rules": [{"id": "r", "decision": "DECISION", "risk": "low", "reasoning": "As written.", "match": {"tools": ["shell"], "programs": ["ls"]}}]}
        """.Replace("DECISION", decision, StringComparison.Ordinal),
        Cancellation);
}
