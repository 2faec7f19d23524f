using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Diagnostics;

public sealed class TraceTests
{
    private const string CallersTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string CallersSpan = "00f067aa0ba902b7";
    private const string NotKept = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Fact]
    public async Task Spans_go_to_the_collector_as_parts_of_the_callers_traces()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no SIGTERM.");
        await using var receiver = await OtlpReceiver.StartAsync();
        using var folder = new TemporaryFolder();
        var secrets = BridgeProcess.FreshSecrets();
        await using var bridge = BridgeProcess.Launch(
            secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data, "--Bridge:Telemetry:OtlpEndpoint", receiver.Endpoint);
        string token;
        using (var client = await bridge.ReadyAsync())
        {
            var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
            token = admin.Token;
            await client.RegisterAgentAsync(admin, "asked", cancellation: RunningBridge.Cancellation);
            await admin.CreateElicitationAsync("asked", "go?", new { type = "object" }, cancellation: RunningBridge.Cancellation);
            var store = admin.Prepare(HttpMethod.Post, "/event/store", Refused.Json(new { event_type = "traced" }));
            Assert.Equal(200, await client.StatusOfAsync(store.WithHeader("traceparent", $"00-{CallersTrace}-{CallersSpan}-01")));
            Assert.Equal(200, await client.StatusOfAsync(store.WithHeader("traceparent", $"00-{NotKept}-{CallersSpan}-00")));
            Assert.Equal(200, await client.StatusOfAsync(store.WithHeader("traceparent", "00-not-a-trace")));
        }

        bridge.Terminate();
        Assert.Equal(0, await bridge.ExitCodeAsync());

        var part = receiver.Spans.Where(span => span.TraceId == CallersTrace).ToList();
        var request = part.Single(span => span.Name == "POST /event/store");
        Assert.Equal(CallersSpan, request.ParentId);
        Assert.Equal(request.SpanId, part.Single(span => span.Name == "append").ParentId);
        Assert.Equal(2, part.Count);
        Assert.DoesNotContain(receiver.Spans, span => span.TraceId == NotKept);
        Assert.Equal("", receiver.Spans.Single(span => span.Name == "POST /event/store" && span.TraceId != CallersTrace).ParentId);

        var create = receiver.Spans.Single(span => span.Name == "elicitation.create");
        var asking = receiver.Spans.Single(span => span.SpanId == create.ParentId);
        Assert.Equal(("POST /elicitation/create", create.TraceId), (asking.Name, asking.TraceId));
        Assert.Equal(create.SpanId, receiver.Spans.Single(span => span.Name == "append" && span.TraceId == create.TraceId).ParentId);
        foreach (var secret in secrets.Values.Append(token).Append(token.Split(':')[3])) Assert.DoesNotContain(secret, receiver.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_collector_no_span_is_made_and_nothing_allocated()
    {
        Assert.Null(Trace.Work("append", "key", "value"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) Trace.Work("append", "key", "value")?.Dispose();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
