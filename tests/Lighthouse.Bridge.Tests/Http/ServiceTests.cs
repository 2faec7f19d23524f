using System.Net;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Http;

public sealed class ServiceTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    [Fact]
    public async Task Health_and_status_say_what_is()
    {
        var health = await bridge.Client.HealthAsync(RunningBridge.Cancellation);
        Assert.Equal(new BridgeHealth(true, "healthy", "lighthouse-bridge", null), health);

        await using var session = await bridge.NewSessionAsync();
        var status = await bridge.Client.StatusAsync(RunningBridge.Cancellation);
        Assert.Equal(("healthy", "production", 0), (status.Status, status.Mode, status.PendingValidations));
        Assert.True(status.ActiveAgents >= 2, "the admin and the new agent have sessions");
        Assert.True(status.LastSequence >= 3, "a registration and two sessions are events");
        Assert.Equal(["event_store", "expert_coordinator", "fuse_mount", "integrity_monitor", "speed_layer"], status.Components.Keys.Order());
        Assert.Equal("healthy", status.Components["speed_layer"]);
    }

    [Fact]
    public async Task Metrics_count_answers()
    {
        var before = Count(await bridge.Client.MetricsAsync(RunningBridge.Cancellation), "{class=\"4xx\"}");
        await bridge.Client.StatusOfAsync(new(HttpMethod.Get, "/nothing-here", [], null));
        var after = Count(await bridge.Client.MetricsAsync(RunningBridge.Cancellation), "{class=\"4xx\"}");
        Assert.True(after > before, $"{after} is not more than {before}");
    }

    [Theory]
    [InlineData("GET", "/nothing-here", 404)]
    [InlineData("PUT", "/event/store", 405)]
    [InlineData("GET", "/session/create", 405)]
    [InlineData("OPTIONS", "/event/store", 405)]
    [InlineData("GET", "/elicitation/status/", 404)]
    public async Task Unknown_paths_and_methods_are_refused_as_json(string method, string path, int status)
    {
        var (answered, body) = await bridge.Client.AnswerAsync(new(new HttpMethod(method), path, [], null));
        Assert.Equal(status, (int)answered);
        Assert.Equal(body.GetProperty("detail").GetString(), body.GetProperty("error").GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/nothing-here")]
    [InlineData("/event/query")]
    public async Task Every_answer_carries_the_security_headers_and_hides_the_server(string path)
    {
        using var response = await bridge.Client.SendAsync(new(HttpMethod.Get, path, [], null), RunningBridge.Cancellation);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("no-store", response.Headers.GetValues("Cache-Control").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task An_answer_that_is_streamed_carries_the_security_headers_too()
    {
        await using var session = await bridge.NewSessionAsync();
        using var response = await bridge.Client.SendAsync(session.Prepare(HttpMethod.Get, "/event/replay"), RunningBridge.Cancellation);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-store", response.Headers.GetValues("Cache-Control").Single());
    }

    [Fact]
    public async Task State_is_not_changed_for_a_page_of_another_origin()
    {
        await using var session = await bridge.NewSessionAsync();
        var request = session.Prepare(HttpMethod.Post, "/event/store", Refused.Json(new { event_type = "note" }));
        Assert.Equal(200, await bridge.Client.StatusOfAsync(request));
        Assert.Equal(200, await bridge.Client.StatusOfAsync(request.WithHeader("Origin", bridge.Address.GetLeftPart(UriPartial.Authority))));
        Assert.Equal(403, await bridge.Client.StatusOfAsync(request.WithHeader("Origin", "http://evil.example")));
        Assert.Equal(403, await bridge.Client.StatusOfAsync(request.WithHeader("Origin", "null")));
    }

    [Fact]
    public async Task Only_json_bodies_are_read()
    {
        await using var session = await bridge.NewSessionAsync();
        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x" })
        {
            using var message = session.Prepare(HttpMethod.Post, "/event/store", Refused.Json(new { event_type = "note" })).ToMessage();
            message.Content!.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
            using var http = new HttpClient { BaseAddress = bridge.Address };
            using var response = await http.SendAsync(message, RunningBridge.Cancellation);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        }
    }

    private static double Count(string metrics, string label) =>
        double.Parse(metrics.Split('\n').Single(l => l.Contains(label, StringComparison.Ordinal)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
}
