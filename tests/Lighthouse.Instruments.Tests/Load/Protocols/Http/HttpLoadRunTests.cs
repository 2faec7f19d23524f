using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Protocols.Http;
using Lighthouse.Load.Results;
using Lighthouse.Load.Running;

namespace Lighthouse.Instruments.Tests.Load.Protocols.Http;

/// <summary>Both ways of the engine, over epoll and over the sockets of the base class library, measure the same.</summary>
[Collection(TimingCollection.Name)]
public sealed class HttpLoadRunTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task Every_agent_runs_its_iterations_on_a_connection_of_its_own(bool portable)
    {
        await using var server = new ScriptedServer(Reply.Ok);
        var result = await HttpLoadRun.ClosedAsync(Load(server, portable), ClosedModel.Agents(20, 25, s_long), new LoadOptions(), Token);
        Assert.Equal((500, 500, 500, 0), (result.Intended, result.Started, result.Succeeded, result.Failed));
        Assert.Equal(500, result.LatencyFromIntendedStart.Count);
        Assert.Equal((20, 500), (server.Requests.Count, server.Requests.Values.Sum()));
        Assert.All(server.Requests.Values, count => Assert.Equal(25, count));
        Assert.True(result.GeneratorCpu.Used > TimeSpan.Zero);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_open_run_sends_what_is_intended_over_every_connection(bool portable)
    {
        await using var server = new ScriptedServer(Reply.Ok);
        var result = await HttpLoadRun.OpenAsync(Load(server, portable), OpenModel.ConstantRate(1000, TimeSpan.FromSeconds(0.5)), 40, new LoadOptions(), Token);
        Assert.Equal((500, 500, 500), (result.Intended, result.Started, result.Succeeded));
        Assert.Equal(500, result.LatencyOfSuccesses.Count);
        Assert.Equal((40, 500), (server.Requests.Count, server.Requests.Values.Sum()));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Requests_are_sent_in_the_order_of_their_list(bool portable)
    {
        await using var server = new ScriptedServer(Reply.Ok);
        var load = Load(server, portable) with { Requests = [.. new[] { "a", "b", "c" }.Select(path => PreparedRequest.Get(new Uri(server.Address, path)))] };
        await HttpLoadRun.ClosedAsync(load, ClosedModel.Agents(1, 4, s_long), new LoadOptions(), Token);
        Assert.Equal(["GET /a HTTP/1.1", "GET /b HTTP/1.1", "GET /c HTTP/1.1", "GET /a HTTP/1.1"], server.Lines);
    }

    [Theory]
    [InlineData(false, 1), InlineData(false, 7), InlineData(false, 1000)]
    [InlineData(true, 1), InlineData(true, 7), InlineData(true, 1000)]
    public async Task Chunked_bodies_and_pieces_of_any_size_are_read(bool portable, int piece)
    {
        await using var server = new ScriptedServer(new Reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n", Piece: piece));
        var result = await HttpLoadRun.ClosedAsync(Load(server, portable), ClosedModel.Agents(3, 5, s_long), new LoadOptions(), Token);
        Assert.Equal((15, 0), (result.Succeeded, result.Failed));
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(false, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData(true, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData(false, "HTTP/1.1 200 OK\r\n\r\nuntil the end")]
    [InlineData(true, "HTTP/1.1 200 OK\r\n\r\nuntil the end")]
    public async Task A_connection_that_the_target_closes_is_opened_again(bool portable, string reply)
    {
        await using var server = new ScriptedServer(new Reply(reply, Close: true));
        var result = await HttpLoadRun.ClosedAsync(Load(server, portable), ClosedModel.Agents(2, 5, s_long), new LoadOptions(), Token);
        Assert.Equal((10, 0), (result.Succeeded, result.Failed));
        Assert.True(server.Requests.Count >= 10);
    }

    [Theory]
    [InlineData(false, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "status 503")]
    [InlineData(true, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "status 503")]
    [InlineData(false, "SMTP ready\r\n\r\n", "malformed response")]
    [InlineData(true, "SMTP ready\r\n\r\n", "MalformedResponseException")]
    [InlineData(false, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more", "bytes behind the response")]
    [InlineData(true, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more", "MalformedResponseException")]
    public async Task What_is_no_success_is_counted_by_its_kind(bool portable, string reply, string kind)
    {
        await using var server = new ScriptedServer(new Reply(reply));
        var result = await HttpLoadRun.ClosedAsync(Load(server, portable), ClosedModel.Agents(2, 3, s_long), new LoadOptions(), Token);
        Assert.Equal((0, 6), (result.Succeeded, result.Failed));
        Assert.Equal(new Dictionary<string, long> { [kind] = 6 }, result.FailedByKind);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_connection_that_breaks_within_an_answer_is_a_failure(bool portable)
    {
        await using var server = new ScriptedServer(new Reply("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", Close: true));
        var result = await HttpLoadRun.ClosedAsync(Load(server, portable), ClosedModel.Agents(1, 3, s_long), new LoadOptions(), Token);
        Assert.Equal((0, 3), (result.Succeeded, result.Failed));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_target_that_is_not_there_fails_every_iteration(bool portable)
    {
        IPEndPoint target;
        using (var closed = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            target = (IPEndPoint)closed.LocalEndPoint!;
        }

        var load = new HttpLoad { Target = target, Requests = [PreparedRequest.Get(new Uri("http://127.0.0.1/"))], Portable = portable };
        var result = await HttpLoadRun.ClosedAsync(load, ClosedModel.Agents(2, 3, s_long), new LoadOptions(), Token);
        Assert.Equal((6, 0, 6), (result.Started, result.Succeeded, result.Failed));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_is_not_answered_within_the_grace_is_timed_out(bool portable)
    {
        var never = new TaskCompletionSource<Reply>();
        await using var server = new ScriptedServer((connection, _) => connection == 0 ? never.Task : Task.FromResult(Reply.Ok));
        var options = new LoadOptions { GracePeriod = TimeSpan.FromSeconds(0.5) };
        var result = await HttpLoadRun.ClosedAsync(Load(server, portable), ClosedModel.Agents(3, 2, TimeSpan.FromSeconds(0.5)), options, Token);
        Assert.Equal((4, 1), (result.Succeeded, result.TimedOut));
        Assert.Equal(5, result.ServiceTime.Count);
        never.SetCanceled(Token);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_stall_of_the_target_shows_in_the_tail(bool portable)
    {
        var clock = Stopwatch.StartNew();
        await using var server = new ScriptedServer(async (_, _) =>
        {
            var left = TimeSpan.FromSeconds(2) - clock.Elapsed;
            if (left > TimeSpan.Zero && left < TimeSpan.FromSeconds(1))
                await Task.Delay(left);
            return Reply.Ok;
        });
        clock.Restart();
        var result = await HttpLoadRun.OpenAsync(Load(server, portable), OpenModel.ConstantRate(200, TimeSpan.FromSeconds(3)), 4, new LoadOptions(), Token);

        // A third of the requests came while nothing was answered, and only four of them were on a connection.
        Assert.Equal(600, result.Succeeded);
        Assert.True(result.LatencyFromIntendedStart.Percentile(99) >= TimeSpan.FromSeconds(0.9), $"{result.LatencyFromIntendedStart.Percentile(99)}");
        Assert.True(result.LatencyFromIntendedStart.Percentile(85) >= TimeSpan.FromSeconds(0.4), $"{result.LatencyFromIntendedStart.Percentile(85)}");
    }

    [Fact]
    public async Task A_generator_that_cannot_keep_up_says_so()
    {
        await using var server = new ScriptedServer(Reply.Ok);
        var load = Load(server, portable: false) with
        {
            // Judging an answer holds up the only thread.
            IsSuccess = status =>
            {
                Thread.Sleep(5);
                return status == 200;
            },
        };
        var result = await HttpLoadRun.OpenAsync(load, OpenModel.ConstantRate(1000, TimeSpan.FromSeconds(1)), 100, new LoadOptions(), Token);
        Assert.True(result.Late > 100, $"{result.Late} late");
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHL3104", StringComparison.Ordinal));
    }

    [Theory, InlineData(0.99, true), InlineData(0.5, false), InlineData(null, false)]
    public void A_generator_whose_thread_is_never_idle_is_doubted(double? busiest, bool isDoubted)
    {
        var cpu = new GeneratorCpu(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), 2) { BusiestThread = busiest };
        var records = new RunRecords(new LoadOptions());
        Assert.Equal(isDoubted, LoadDoubts.About(records, new LoadOptions(), cpu, 0).Any(doubt => doubt.StartsWith("LHL3108", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_processor_time_of_the_only_thread_is_measured()
    {
        await using var server = new ScriptedServer(Reply.Ok);
        var result = await HttpLoadRun.ClosedAsync(Load(server, false), ClosedModel.Agents(4, TimeSpan.FromSeconds(0.3)), new LoadOptions(), Token);
        Assert.InRange(result.GeneratorCpu.BusiestThread!.Value, 0.001, 1.05);
    }

    [Fact]
    public async Task A_warm_up_is_shown_and_counts_for_nothing()
    {
        await using var server = new ScriptedServer(Reply.Ok);
        var options = new LoadOptions { WarmUp = TimeSpan.FromSeconds(0.2) };
        var result = await HttpLoadRun.OpenAsync(Load(server, false), OpenModel.ConstantRate(500, TimeSpan.FromSeconds(0.5)), 10, options, Token);
        Assert.Equal((150, 150), (result.Intended, result.Succeeded));
        Assert.Equal((100, 100), (result.WarmUp!.Intended, result.WarmUp.Succeeded));
    }

    [Fact]
    public async Task What_exceeds_the_most_in_flight_is_dropped()
    {
        var never = new TaskCompletionSource<Reply>();
        await using var server = new ScriptedServer((_, _) => never.Task);
        var options = new LoadOptions { MaxInFlight = 5, GracePeriod = TimeSpan.Zero };
        var result = await HttpLoadRun.OpenAsync(Load(server, false), OpenModel.ConstantRate(500, TimeSpan.FromSeconds(0.2)), 3, options, Token);
        Assert.Equal((100, 3, 95, 2, 3), (result.Intended, result.Started, result.Dropped, result.NotStarted, result.TimedOut));
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHL3102", StringComparison.Ordinal));
        never.SetCanceled(Token);
    }

    [Fact]
    public async Task A_stop_ends_the_run_in_good_order()
    {
        await using var server = new ScriptedServer(Reply.Ok);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
        var result = await HttpLoadRun.OpenAsync(
            Load(server, false), OpenModel.ConstantRate(100, TimeSpan.FromMinutes(10)), 3, new LoadOptions { Stop = stop.Token }, Token);
        Assert.InRange(result.Intended, 1, 10_000);
        Assert.Equal(result.Intended, result.Succeeded);
    }

    [Fact]
    public async Task A_cancellation_breaks_the_run_off()
    {
        await using var server = new ScriptedServer(Reply.Ok);
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HttpLoadRun.ClosedAsync(
            Load(server, false), ClosedModel.Agents(3, TimeSpan.FromMinutes(10)), new LoadOptions(), cancel.Token));
    }

    [Fact]
    public async Task Nonsense_is_refused_before_anything_is_sent()
    {
        await using var server = new ScriptedServer(Reply.Ok);
        await Assert.ThrowsAsync<ArgumentException>(() => HttpLoadRun.ClosedAsync(
            Load(server, false) with { Requests = [] }, ClosedModel.Agents(1, 1, s_long), new LoadOptions(), Token));
        Assert.Throws<ArgumentException>(() => PreparedRequest.Get(new Uri("https://127.0.0.1/")));
        Assert.Throws<ArgumentException>(() => PreparedRequest.Get(server.Address, KeyValuePair.Create("X", "a\r\nY: b")));
        Assert.Throws<ArgumentException>(() => PreparedRequest.Get(server.Address, KeyValuePair.Create("X: y", "a")));
        Assert.Empty(server.Lines);
    }

    private static HttpLoad Load(ScriptedServer server, bool portable) => new()
    {
        Target = server.Target,
        Requests = [PreparedRequest.Get(server.Address)],
        Portable = portable,
    };
}
