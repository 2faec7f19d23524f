using System.Globalization;
using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>What holds for every operation, gone through as the service describes them.</summary>
public abstract class GuardContract(RunningBridge bridge) : ContractTests(bridge)
{
    private const int LargestBody = 1024 * 1024;
    private const int LargestBatch = 10 * LargestBody;

    [Fact]
    [CoversEvery(401)]
    public async Task A_malformed_token_is_401()
    {
        await EachProtectedAsync(request => ExpectAsync(401, "malformed_token", request.WithHeader("Authorization", "Bearer short")));
    }

    [Fact]
    [CoversEvery(403)]
    public async Task No_header_a_token_of_nobody_and_a_page_of_another_origin_are_403()
    {
        await using var session = await Bridge.NewSessionAsync();
        var foreign = session.Token[..^1] + (session.Token[^1] == '0' ? '1' : '0');
        await EachProtectedAsync(async request =>
        {
            await ExpectAsync(403, "not_authenticated", request);
            await ExpectAsync(403, "invalid_session", request.WithHeader("Authorization", "Bearer " + foreign));
        });
        await EachWithBodyAsync((request, _) => ExpectAsync(403, "foreign_origin", request.WithHeader("Origin", "http://evil.example")));
    }

    [Fact]
    [CoversEvery(413)]
    public async Task A_body_over_the_limit_is_413()
    {
        var (body, batch) = (TextOf(LargestBody), TextOf(LargestBatch));
        await EachWithBodyAsync((request, name) => ExpectAsync(413, "body_too_large", request with { Body = name == "POST /event/store_batch" ? batch : body }));

        static ReadOnlyMemory<byte> TextOf(int length) => Encoding.UTF8.GetBytes("{\"x\":\"" + new string('x', length) + "\"}");
    }

    [Fact]
    [CoversEvery(415)]
    public async Task A_body_of_another_type_is_415()
    {
        await EachWithBodyAsync(async (request, name) =>
        {
            using var message = request.ToMessage();
            message.Content!.Headers.ContentType = new("text/plain");
            using var http = new HttpClient { BaseAddress = Bridge.Address };
            using var response = await http.SendAsync(message, Cancellation);
            Note(name, (int)response.StatusCode);
            Assert.Equal((name, 415), (name, (int)response.StatusCode));
        });
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":[[[[[[[[[[[[[]]]]]]]]]]]]]}")]
    [CoversEvery(422)]
    public async Task A_body_that_is_no_such_object_and_a_parameter_out_of_range_are_422(string body)
    {
        await EachWithBodyAsync((request, _) => ExpectAsync(422, request with { Body = Encoding.UTF8.GetBytes(body) }));
        foreach (var (name, description) in await OperationsAsync())
            if (description.TryGetProperty("parameters", out var parameters)) await ExpectAsync(422, AsAdmin(new(HttpMethod.Get, OutOfRange(name.Split(' ')[1], parameters[0]), [], null)));
    }

    [Fact]
    [Covers("any unknown path", 404)]
    [Covers("any other method", 405)]
    public async Task An_unknown_path_is_404_and_another_method_405()
    {
        foreach (var path in new[] { "/nothing", "/event", "/elicitation/status/", "/event/store/more", "/..%2fhealth", "/HEALTHY" })
            await ExpectAsync(404, "not_found", Anonymous("GET", path), operation: "any unknown path");
        var operations = await OperationsAsync();
        foreach (var path in operations.Select(o => o.Name.Split(' ')[1]).Distinct())
        {
            var methods = operations.Where(o => o.Name.EndsWith(" " + path, StringComparison.Ordinal)).Select(o => o.Name.Split(' ')[0]).ToHashSet();
            foreach (var other in new[] { "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS" }.Except(methods))
                await ExpectAsync(405, "method_not_allowed", Anonymous(other, Concrete(path)), operation: "any other method");
        }
    }

    [Fact]
    [CoversEvery(429)]
    public async Task Who_has_used_up_the_role_s_requests_is_429_everywhere()
    {
        var guest = await UsedUpGuestAsync();
        await EachProtectedAsync(async request =>
        {
            // A request is given back every 600 ms: where this machine stood still for so long, another guest is asked to try.
            for (var tries = 0; ; tries++)
            {
                using var response = await Bridge.Client.SendAsync(
                    request.WithHeader("Authorization", "Bearer " + guest.Token).WithHeader("User-Agent", guest.UserAgent), Cancellation);
                if ((int)response.StatusCode == 429 || tries == 5)
                {
                    await CheckAsync(429, "rate_limited", request, response);
                    return;
                }

                guest = await UsedUpGuestAsync();
            }
        });
        var agent = await Bridge.NewAgentAsync();
        for (var i = 0; i < 3; i++) await ExpectAsync(200, Bridge.Client.PrepareSession(agent.AgentId, agent.Secret));
        await ExpectAsync(429, "too_many_sessions", Bridge.Client.PrepareSession(agent.AgentId, agent.Secret));
    }

    [Fact]
    [CoversEvery(503)]
    public async Task Until_the_store_is_open_everything_is_503()
    {
        await using var process = await StartHeldUpAsync();
        using var client = BridgeClient.Connect(await process.ListeningAsync());
        foreach (var (name, description) in await OperationsAsync())
            await ExpectAsync(503, null, Request(name, description), client);
    }

    [Fact]
    [Covers("POST /event/store", 200, 403)]
    [Covers("GET /health", 200)]
    public async Task Every_answer_has_the_security_headers_and_a_foreign_origin_changes_nothing()
    {
        await using var session = await Bridge.NewSessionAsync();
        var request = Post(session, "/event/store", new { event_type = "note" });
        await ExpectAsync(200, request);
        await ExpectAsync(403, "foreign_origin", request.WithHeader("Origin", "http://evil.example"));
        await ExpectAsync(403, "foreign_origin", request.WithHeader("Sec-Fetch-Site", "cross-site"));
        await ExpectAsync(403, "foreign_origin", request.WithHeader("Sec-Fetch-Site", "same-site"));
        await ExpectAsync(200, request.WithHeader("Sec-Fetch-Site", "same-origin"));
        await ExpectAsync(200, Anonymous("GET", "/health"));
        foreach (var path in new[] { "/health", "/nothing", "/event/query" })
        {
            using var response = await Bridge.Client.SendAsync(Anonymous("GET", path), Cancellation);
            foreach (var header in new[] { "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cache-Control", "Content-Security-Policy" })
                Assert.True(response.Headers.Contains(header), $"{path} has no {header}");
        }
    }

    /// <summary>A bridge of this kind of store that listens and cannot open its store.</summary>
    private protected abstract Task<BridgeProcess> StartHeldUpAsync();

    private async Task<BridgeSession> UsedUpGuestAsync()
    {
        // Not disposed: a revocation would be refused too.
        var guest = await Bridge.NewSessionAsync("guest");
        var request = Get(guest, "/elicitation/metrics");
        for (var i = 0; await Bridge.Client.StatusOfAsync(request) == 200; i++) Assert.True(i < 1_000, "a guest is never limited");
        return guest;
    }

    private async Task EachProtectedAsync(Func<PreparedRequest, Task> check)
    {
        foreach (var (name, description) in await OperationsAsync())
            if (description.GetProperty("security").GetArrayLength() > 0) await check(Request(name, description));
    }

    private async Task EachWithBodyAsync(Func<PreparedRequest, string, Task> check)
    {
        foreach (var (name, description) in await OperationsAsync())
        {
            if (!description.TryGetProperty("requestBody", out _)) continue;
            var request = Request(name, description);
            await check(description.GetProperty("security").GetArrayLength() > 0 ? AsAdmin(request) : request, name);
        }
    }

    private PreparedRequest AsAdmin(PreparedRequest request) =>
        request.WithHeader("Authorization", "Bearer " + Bridge.Admin.Token).WithHeader("User-Agent", Bridge.Admin.UserAgent);

    /// <summary>A path with this parameter beyond its described limits.</summary>
    private static string OutOfRange(string path, JsonElement parameter)
    {
        var (name, schema) = (parameter.GetProperty("name").GetString()!, parameter.GetProperty("schema"));
        var value = schema.TryGetProperty("maxLength", out var length)
            ? new string('x', length.GetInt32() + 1)
            : (schema.GetProperty("minimum").GetDouble() - 1).ToString(CultureInfo.InvariantCulture);
        return parameter.GetProperty("in").GetString() == "path" ? Concrete(path.Replace($"{{{name}}}", value, StringComparison.Ordinal)) : $"{path}?{name}={value}";
    }

    private static PreparedRequest Request(string name, JsonElement description) => new(
        HttpMethod.Parse(name.Split(' ')[0]), Concrete(name.Split(' ')[1]), [], description.TryGetProperty("requestBody", out _) ? Refused.Text("{}") : null);

    private static string Concrete(string path) =>
        string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "nobody" : part));
}
