using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Http;

public sealed class OpenApiTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static readonly string[] Public =
    [
        "GET /health", "GET /metrics", "GET /openapi.json", "GET /status", "POST /session/create", "POST /session/validate",
    ];

    private static readonly string[] Protected =
    [
        "GET /agent/list", "GET /collaboration/context/{id}", "GET /elicitation/metrics", "GET /elicitation/pending",
        "GET /elicitation/status/{id}", "GET /event/query", "GET /event/replay", "GET /event/wait", "GET /expert/list", "GET /expert/tasks",
        "GET /feature_flags", "GET /integrity/violations", "GET /session/list", "GET /state/{aggregate_type}/{aggregate_id}",
        "GET /task/status/{id}", "GET /validation/policy", "GET /ws/{agent_id}", "POST /agent/disable", "POST /agent/enable",
        "POST /agent/register", "POST /agent/rotate", "POST /collaboration/end", "POST /collaboration/share", "POST /collaboration/start",
        "POST /context/share", "POST /elicitation/create", "POST /elicitation/respond", "POST /event/store", "POST /event/store_batch",
        "POST /expert/complete", "POST /expert/delegate", "POST /expert/heartbeat", "POST /expert/register", "POST /expert/resume",
        "POST /expert/suspend", "POST /feature_flags", "POST /integrity/resolve", "POST /session/revoke", "POST /shadow/annotate",
        "POST /task/dispatch", "POST /validate", "POST /validation/policy/reload",
    ];

    [Fact]
    public async Task It_lists_every_operation_and_which_are_public()
    {
        var operations = await OperationsAsync();
        Assert.Equal(Public, operations.Where(o => o.Description.GetProperty("security").GetArrayLength() == 0).Select(o => o.Name).Order());
        Assert.Equal(Protected, operations.Where(o => o.Description.GetProperty("security").GetArrayLength() == 1).Select(o => o.Name).Order());
    }

    [Fact]
    public async Task Every_operation_that_it_calls_protected_refuses_a_request_without_a_session()
    {
        foreach (var (name, _) in (await OperationsAsync()).Where(o => Protected.Contains(o.Name)))
        {
            var (method, path) = (name.Split(' ')[0], name.Split(' ')[1].Replace("{id}", "elicit_0", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            var request = new PreparedRequest(HttpMethod.Parse(method), path, [], method == "POST" ? Refused.Text("{}") : null);
            Assert.Equal((name, 403), (name, await bridge.Client.StatusOfAsync(request)));
            Assert.Equal((name, 401), (name, await bridge.Client.StatusOfAsync(request.WithHeader("Authorization", "Bearer short"))));
        }
    }

    [Fact]
    public async Task Bodies_say_what_is_required_and_a_body_without_it_is_refused()
    {
        foreach (var (name, description) in (await OperationsAsync()).Where(o => o.Description.TryGetProperty("requestBody", out _)))
        {
            var body = description.GetProperty("requestBody");
            Assert.Equal(name != "POST /session/revoke", body.GetProperty("required").GetBoolean());
            var schema = body.GetProperty("content").GetProperty("application/json").GetProperty("schema");
            if (!body.GetProperty("required").GetBoolean()) continue;
            // What changes a part of something requires one of its names, whichever.
            if (name != "POST /feature_flags") Assert.True(schema.GetProperty("required").GetArrayLength() > 0, name);
            Assert.True(description.GetProperty("responses").TryGetProperty("422", out _), name);
            Assert.Equal((name, 422), (name, await bridge.Client.StatusOfAsync(bridge.Admin.Prepare(HttpMethod.Post, name.Split(' ')[1], Refused.Text("{}")))));
        }
    }

    [Fact]
    public async Task Parameters_are_described_with_their_limits()
    {
        var query = (await OperationsAsync()).Single(o => o.Name == "GET /event/query").Description.GetProperty("parameters").EnumerateArray().ToList();
        Assert.Equal(["event_type", "agent_id", "start_time", "end_time", "limit", "after_sequence"], query.Select(p => p.GetProperty("name").GetString()));
        var limit = query.Single(p => p.GetProperty("name").GetString() == "limit").GetProperty("schema");
        Assert.Equal((1, 1000), (limit.GetProperty("minimum").GetInt32(), limit.GetProperty("maximum").GetInt32()));
    }


    private async Task<List<(string Name, JsonElement Description)>> OperationsAsync()
    {
        var document = await bridge.Client.OpenApiAsync(RunningBridge.Cancellation);
        return [.. document.GetProperty("paths").EnumerateObject().SelectMany(
            path => path.Value.EnumerateObject().Select(o => ($"{o.Name.ToUpperInvariant()} {path.Name}", o.Value)))];
    }
}
