using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Operations;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Identity;

/// <summary>The tables of docs/bridge.md are what is checked: every role with every permission, every role with every operation over HTTP.</summary>
public sealed class PermissionMatrixTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static readonly string[] RoleNames = ["guest", "agent", "expert_agent", "system_agent", "admin"];

    [Fact]
    public void Every_permission_is_given_as_the_document_says()
    {
        var rows = Documents.Table("Permission");
        Assert.Equal(Enum.GetNames<Permission>().Order(), rows.Select(row => row[0].Trim('`')).Order());
        foreach (var row in rows)
            for (var role = 0; role < RoleNames.Length; role++)
                Assert.Equal((row[0], RoleNames[role], row[role + 1] == "x"), (row[0], RoleNames[role], ((Role)role).May(Enum.Parse<Permission>(row[0].Trim('`')))));
    }

    [Fact]
    public void Roles_have_the_limits_that_the_document_says()
    {
        var rows = Documents.Table("Role");
        Assert.Equal(RoleNames, rows.Select(row => row[0]));
        foreach (var row in rows)
        {
            var role = Roles.Parse(row[0])!.Value;
            Assert.Equal((row[1], row[3]), ($"{role.RequestsPerMinute():N0}", $"{role.BatchSize():N0}"));
        }
    }

    [Fact]
    public async Task Every_role_may_call_what_the_document_says_and_nothing_else()
    {
        var least = Documents.Table("Operation").ToDictionary(row => row[0].Trim('`'), row => row[1]);
        Assert.Equal(OperationList.All.Select(operation => operation.Name).Order(), least.Keys.Order());
        for (var role = 0; role < RoleNames.Length; role++)
        {
            await using var session = await bridge.NewSessionAsync(RoleNames[role]);
            foreach (var (operation, who) in least)
            {
                var isRefused = await AnswerAsync(session, operation) == (403, "not_permitted");
                var mustBeRefused = who is not ("anybody" or "every role") && Array.IndexOf(RoleNames, who) > role;
                Assert.True(isRefused == mustBeRefused, $"{RoleNames[role]} and {operation}: refused {isRefused}, documented for {who}");
            }
        }
    }

    [Fact]
    public async Task Without_a_session_only_what_anybody_may_is_answered()
    {
        foreach (var row in Documents.Table("Operation"))
        {
            var (status, code) = await AnswerAsync(null, row[0].Trim('`'));
            Assert.Equal((row[0], row[1] != "anybody"), (row[0], (status, code) == (403, "not_authenticated")));
        }
    }

    private static string Concrete(string path, string agentId) => path
        .Replace("{id}", "elicit_0", StringComparison.Ordinal).Replace("{agent_id}", agentId, StringComparison.Ordinal)
        .Replace("{aggregate_type}", "agent", StringComparison.Ordinal).Replace("{aggregate_id}", agentId, StringComparison.Ordinal);

    private async Task<(int Status, string? Code)> AnswerAsync(BridgeSession? session, string operation)
    {
        var (method, path) = (HttpMethod.Parse(operation.Split(' ')[0]), Concrete(operation.Split(' ')[1], session?.AgentId ?? "nobody"));
        if (path is "/event/wait" or "/elicitation/pending") path += $"?agent_id={session?.AgentId ?? "nobody"}&timeout_seconds=0";
        // A body that no operation accepts: who may is decided before.
        ReadOnlyMemory<byte>? body = method == HttpMethod.Post ? Refused.Json(new { session_id = new string('0', 32), percentage = 101 }) : null;
        var request = session?.Prepare(method, path, body) ?? new PreparedRequest(method, path, [], body);
        using var response = await bridge.Client.SendAsync(request, RunningBridge.Cancellation);
        if (response.IsSuccessStatusCode) return ((int)response.StatusCode, null);
        var answer = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(RunningBridge.Cancellation));
        return ((int)response.StatusCode, answer.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null);
    }
}
