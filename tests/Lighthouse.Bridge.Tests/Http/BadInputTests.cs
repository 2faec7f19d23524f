using System.Text;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Http;

public sealed class BadInputTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private const int Rounds = 600;
    // Without /session/revoke: {} is valid there, and ends the session that asks.
    private static readonly string[] Paths =
    [
        "/session/create", "/session/validate", "/event/store", "/elicitation/create", "/elicitation/respond", "/agent/register",
        "/event/store_batch", "/agent/disable", "/feature_flags", "/expert/register", "/expert/heartbeat", "/expert/delegate",
        "/expert/complete", "/expert/suspend", "/task/dispatch", "/collaboration/start", "/collaboration/share", "/collaboration/end",
        "/agent/rotate", "/agent/enable", "/expert/resume", "/validate", "/integrity/resolve", "/shadow/annotate", "/context/share",
    ];

    private static readonly string[] Names =
    [
        "agent_id", "event_type", "data", "metadata", "schema", "to_agent", "from_agent", "message", "timeout_seconds", "credential", "timestamp", "nonce",
        "signature", "elicitation_id", "responding_agent", "response_type", "session_token", "role", "ip_address", "user_agent", "type", "properties", "",
        "agent_type", "capabilities", "tool_name", "tool_input", "target_expert", "target_agent", "task_description", "priority", "participants",
        "session_id", "key", "value", "expected_version", "delegation_id", "token", "result", "max_concurrent",
        "events", "admin", "violation_id", "resolution", "removed", "path", "text", "line", "package", "name", "content", "command",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"event_type\": 1}")]
    [InlineData("{\"event_type\": \"\"}")]
    [InlineData("{\"event_type\": \"a\", \"event_type\": \"b\"}")]
    [InlineData("{\"event_type\": \"\\ud800\"}")]
    [InlineData("{\"event_type\": \"a\", \"data\": {\"\\udfff\": 1}}")]
    [InlineData("{\"event_type\": \"a\", \"data\": []}")]
    [InlineData("{\"event_type\": \"a\"} trailing")]
    [InlineData("{\"event_type\": \"a\", /* comment */ \"data\": {}}")]
    public async Task A_body_that_is_not_valid_gets_422(string body)
    {
        Assert.Equal(422, await bridge.Client.StatusOfAsync(bridge.Admin.Prepare(HttpMethod.Post, "/event/store", Refused.Text(body))));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_get_422()
    {
        byte[] body = [.. "{\"event_type\":\"a"u8, 0xff, 0xfe, .. "\"}"u8];
        Assert.Equal(422, await bridge.Client.StatusOfAsync(bridge.Admin.Prepare(HttpMethod.Post, "/event/store", body)));
    }

    [Theory]
    [InlineData(8, 200)]
    [InlineData(9, 422)]
    [InlineData(5_000, 422)]
    public async Task Nesting_is_bounded(int arrays, int status)
    {
        // The body and its data are two levels of the ten.
        var body = $"{{\"event_type\":\"deep\",\"data\":{{\"a\":{new string('[', arrays)}{new string(']', arrays)}}}}}";
        Assert.Equal(status, await bridge.Client.StatusOfAsync(bridge.Admin.Prepare(HttpMethod.Post, "/event/store", Refused.Text(body))));
    }

    [Theory]
    [InlineData(900_000, 200)]
    [InlineData(1_100_000, 413)]
    public async Task Size_is_bounded(int characters, int status)
    {
        var body = Refused.Json(new { event_type = "large", data = new { text = new string('x', characters) } });
        Assert.Equal(status, await bridge.Client.StatusOfAsync(bridge.Admin.Prepare(HttpMethod.Post, "/event/store", body)));
    }

    [Theory]
    [InlineData("/event/query?limit=0")]
    [InlineData("/event/query?limit=1001")]
    [InlineData("/event/query?limit=ten")]
    [InlineData("/event/query?limit=1&limit=2")]
    [InlineData("/event/query?start_time=NaN")]
    [InlineData("/event/query?after_sequence=-1")]
    [InlineData("/event/query?after_sequence=9223372036854775808")]
    [InlineData("/event/query?event_type=")]
    [InlineData("/event/wait")]
    [InlineData("/event/wait?agent_id=admin&timeout_seconds=-1")]
    [InlineData("/elicitation/pending")]
    public async Task A_parameter_that_is_not_valid_gets_422(string path)
    {
        Assert.Equal(422, await bridge.Client.StatusOfAsync(bridge.Admin.Prepare(HttpMethod.Get, path)));
    }

    [Fact]
    public async Task Random_bodies_never_make_the_service_fail()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var path = Paths[random.Next(Paths.Length)];
            var body = RandomBody(random);
            var status = await bridge.Client.StatusOfAsync(bridge.Admin.Prepare(HttpMethod.Post, path, body));
            Assert.True(status < 500, $"seed {seed}, round {round}: {path} answered {status} to {Encoding.UTF8.GetString(body)}");
        }

        Assert.True((await bridge.Client.HealthAsync(RunningBridge.Cancellation)).IsHealthy);
    }

    private static byte[] RandomBody(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(RandomObject(random, 0).ToJsonString());
        if (random.Next(3) == 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(5) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static JsonObject RandomObject(Random random, int depth)
    {
        var made = new JsonObject();
        for (var i = random.Next(1, 8); i > 0; i--) made[Names[random.Next(Names.Length)]] = RandomValue(random, depth + 1);
        return made;
    }

    private static JsonNode? RandomValue(Random random, int depth) => random.Next(depth > 5 ? 6 : 9) switch
    {
        0 => null,
        1 => random.Next(-5, 5),
        2 => random.NextDouble() * Math.Pow(10, random.Next(-300, 300)),
        3 => random.Next(2) == 0,
        4 => Names[random.Next(Names.Length)],
        5 => new string((char)random.Next(1, 0xd800), random.Next(80)),
        6 => new JsonArray(RandomValue(random, depth + 1), RandomValue(random, depth + 1)),
        _ => RandomObject(random, depth),
    };
}
