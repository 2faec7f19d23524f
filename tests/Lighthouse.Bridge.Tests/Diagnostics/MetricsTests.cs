using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Diagnostics;

public sealed class MetricsTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    [Fact]
    public async Task What_happened_is_counted_by_operation()
    {
        await using var session = await bridge.NewSessionAsync();
        var before = await ReadAsync();
        for (var i = 0; i < 7; i++) await session.StoreEventAsync(new EventDraft("counted"), RunningBridge.Cancellation);
        await Refused.WithAsync(403, "reserved_event_type", () => session.StoreEventAsync(new EventDraft("session_created")));
        await session.StoreEventsAsync(Enumerable.Repeat(new EventDraft("counted"), 50), RunningBridge.Cancellation);
        for (var i = 0; i < 5; i++) await bridge.Client.StatusOfAsync(new(HttpMethod.Get, $"/made-up-{i}", [], null));
        var after = await ReadAsync();

        Assert.Equal(7, Rise("bridge_http_requests_total{operation=\"store_event\",status=\"2xx\"}"));
        Assert.Equal(1, Rise("bridge_http_requests_total{operation=\"store_event\",status=\"4xx\"}"));
        Assert.Equal(8, Rise("bridge_http_request_seconds_count{operation=\"store_event\"}"));
        Assert.Equal(5, Rise("bridge_http_requests_total{operation=\"none\",status=\"4xx\"}"));
        Assert.Equal(8, Rise("bridge_append_seconds_count"));
        Assert.Equal(57, Rise("bridge_append_group_events_sum"));
        Assert.InRange(Rise("bridge_append_group_events_count"), 1, 8);
        Assert.Equal(57, Rise("bridge_events"));
        Assert.DoesNotContain("made-up", string.Join('\n', after.Samples.Keys), StringComparison.Ordinal);
        Assert.DoesNotContain(session.AgentId, string.Join('\n', after.Samples.Keys), StringComparison.Ordinal);

        double Rise(string sample) => after.Samples[sample] - before.Samples.GetValueOrDefault(sample);
    }

    [Fact]
    public async Task The_process_is_measured_as_the_system_sees_it()
    {
        var figures = (await ReadAsync()).Samples;
        if (OperatingSystem.IsLinux())
        {
            var resident = long.Parse(File.ReadLines($"/proc/{bridge.Process.Id}/status").Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) * 1024;
            Assert.InRange(figures["process_resident_memory_bytes"], resident * 0.7, resident * 1.3);
            Assert.InRange(figures["process_open_fds"], 10, Directory.GetFiles($"/proc/{bridge.Process.Id}/fd").Length + 10);
            Assert.InRange(figures["process_threads"], 3, Directory.GetDirectories($"/proc/{bridge.Process.Id}/task").Length + 5);
        }

        Assert.InRange(figures["process_cpu_seconds_total"], 0.01, 600);
        Assert.InRange(figures["dotnet_gc_heap_bytes"], 10_000, figures["process_resident_memory_bytes"]);
        Assert.InRange(figures["bridge_data_free_bytes"], 1, double.MaxValue);
        Assert.Equal(1, figures["bridge_http_requests_running"]);
        Assert.Single(figures, sample => sample.Key.StartsWith("bridge_build_info{version=\"", StringComparison.Ordinal) && sample.Value == 1);
    }

    [Fact]
    public void The_reader_of_this_test_is_strict()
    {
        const string head = "# HELP a_total x\n# TYPE a_total counter\n";
        Assert.NotEmpty(PrometheusText.Parse(head + "a_total{x=\"a\\\"b\",y=\"\"} 1\n").Samples);
        foreach (var bad in new[]
        {
            head + "a_total 1", head + "b_total 1\n", head + "a_total x\n", head + "a_total{x=\"1\",} 1\n", head + "a_total{x=\"1\",x=\"2\"} 1\n", head + "a_total 1\na_total 2\n",
            head + "a_total -1\n", head + "a_total{x=\"\n\"} 1\n", head + head, "# HELP h x\n# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_sum 1\nh_count 1\n",
        })
            Assert.ThrowsAny<Exception>(() => PrometheusText.Parse(bad));
    }

    [Fact]
    public void Labels_are_escaped_and_numbers_are_those_of_the_format()
    {
        var writer = new MetricsWriter();
        writer.Describe("a", "gauge", "x");
        writer.Line("a", double.PositiveInfinity, ("k", "q\"b\\n\nz"));
        writer.Line("a", 1e21, ("k", "large"));
        var samples = PrometheusText.Parse(writer.ToString()).Samples;
        Assert.Equal([double.PositiveInfinity, 1e21], samples.Values);
    }

    private async Task<PrometheusText> ReadAsync() => PrometheusText.Parse(await bridge.Client.MetricsAsync(RunningBridge.Cancellation));
}
