using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Instances;

/// <summary>What was acknowledged stays, once, whoever is killed, and nobody else falls with it.</summary>
public sealed class OutageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Either_instance_may_be_killed_under_load()
    {
        await using var bridges = await TwoBridges.StartAloneAsync();
        await using var load = await Load.StartAsync(bridges);
        for (var round = 0; round < 2; round++)
        {
            await load.ProceedAsync(80);
            await bridges.ProcessB.KillAsync();
            await load.ProceedAsync(50);
            await bridges.RestartBAsync();
        }

        await load.StopAsync();
        await load.VerifyAsync();
    }

    [Fact]
    public async Task The_database_may_crash_under_load()
    {
        await using var bridges = await TwoBridges.StartAloneAsync();
        await using var load = await Load.StartAsync(bridges);
        for (var round = 0; round < 2; round++)
        {
            await load.ProceedAsync(80);
            bridges.Cluster.StopAtOnce();
            await load.RefusedAsync();
            await load.UnhealthyAsync();
            // A session that this instance has not heard of may have been opened at the other.
            Assert.Equal(503, await load.StatusOfUnheardSessionAsync());
            bridges.Cluster.StartServer();
        }

        await load.ProceedAsync(80);
        await load.StopAsync();
        // By itself: the load may have gone to the other since the database is back.
        await load.HealthyAsync();
        await load.VerifyAsync();
        Assert.All(load.Refusals, refusal => Assert.Equal((HttpStatusCode.ServiceUnavailable, true), refusal));
    }

    [Fact]
    public async Task A_database_that_hangs_is_refused_and_comes_back()
    {
        await using var bridges = await TwoBridges.StartAloneAsync();
        await using var load = await Load.StartAsync(bridges);
        await load.ProceedAsync(50);
        var servers = ServerProcesses(bridges.Cluster.ServerId);
        Signal("STOP", servers);
        try
        {
            await load.RefusedAsync();
            await load.UnhealthyAsync();
        }
        finally
        {
            Signal("CONT", servers);
        }

        await load.ProceedAsync(50);
        await load.StopAsync();
        await load.VerifyAsync();
    }

    [Fact]
    public async Task The_password_is_never_logged()
    {
        var cluster = SharedPostgres.Get();
        var settings = BridgeProcess.FreshSecrets();
        foreach (var (name, value) in RunningBridgeOnPostgres.PostgresSettings(cluster, cluster.FreshSchema())) settings[name] = value;
        settings["Bridge__Store__ConnectionString"] = cluster.ConnectionString.Replace(cluster.ConnectionString.Split(';')[0], "Host=/nowhere", StringComparison.Ordinal) + ";Password=correct-horse-battery";
        settings["Bridge__Store__OpeningSeconds"] = "1";
        await using var process = BridgeProcess.Launch(settings, "--urls", "http://127.0.0.1:0");
        Assert.Equal(3, await process.ExitCodeAsync());
        Assert.Contains("LHB6324", process.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("correct-horse", process.Errors + process.Output, StringComparison.Ordinal);
    }

    private static List<int> ServerProcesses(int postmaster) =>
    [
        postmaster,
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, System.Globalization.CultureInfo.InvariantCulture))
            .Where(id => ParentOf(id) == postmaster),
    ];

    private static int ParentOf(int id)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static void Signal(string name, IEnumerable<int> processes)
    {
        using var kill = Process.Start("kill", ["-" + name, .. processes.Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))])!;
        kill.WaitForExit();
    }

    /// <summary>Writers at both instances that note what was acknowledged.</summary>
    private sealed class Load : IAsyncDisposable
    {
        private readonly TwoBridges _bridges;
        private readonly BridgeSession _session;
        private readonly ConcurrentDictionary<long, string> _acknowledged = new();
        private readonly ConcurrentBag<(HttpStatusCode, bool)> _refusals = [];
        private readonly CancellationTokenSource _stop = new();
        private readonly List<Task> _writers;

        private Load(TwoBridges bridges, BridgeSession session)
        {
            (_bridges, _session) = (bridges, session);
            _writers = [.. Enumerable.Range(0, 8).Select(n => Task.Run(() => WriteAsync(n)))];
        }

        public IReadOnlyCollection<(HttpStatusCode Status, bool HasRetryAfter)> Refusals => _refusals;

        public static async Task<Load> StartAsync(TwoBridges bridges) => new(bridges, await bridges.NewSessionAsync("admin"));

        /// <summary>Waits until so many more were acknowledged.</summary>
        public Task ProceedAsync(int more)
        {
            var from = _acknowledged.Count;
            return UntilAsync(() => _acknowledged.Count >= from + more);
        }

        /// <summary>Waits until somebody was refused after now.</summary>
        public Task RefusedAsync()
        {
            var from = _refusals.Count;
            return UntilAsync(() => _refusals.Count > from);
        }

        /// <summary>Waits until A says that it is not healthy: the other may have been the first to refuse.</summary>
        public Task UnhealthyAsync() => UntilHealthIsAsync(false);

        /// <summary>Waits until A says that it is healthy.</summary>
        public Task HealthyAsync() => UntilHealthIsAsync(true);

        private Task UntilHealthIsAsync(bool healthy) => UntilAsync(async bound => (await _bridges.A.HealthAsync(bound)).IsHealthy == healthy);

        /// <summary>How a bridge that cannot ask the database answers a session that it does not know.</summary>
        public Task<int> StatusOfUnheardSessionAsync() =>
            _bridges.B.StatusOfAsync(_session.Prepare(HttpMethod.Get, "/event/query").WithHeader("Authorization", "Bearer " + new string('0', 32) + ":somebody:1:0"));

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_writers);
        }

        /// <summary>Each acknowledged event is stored under its sequence, and no text was stored twice.</summary>
        public async Task VerifyAsync()
        {
            var stored = new Dictionary<long, string>();
            Assert.NotEmpty(_acknowledged);
            await HeardAsync(_acknowledged.Keys.Max());
            for (long after = 0; ;)
            {
                var page = await _bridges.A.AnswerAsync(_session.Prepare(HttpMethod.Get, $"/event/query?event_type=load&limit=1000&after_sequence={after}"));
                var events = page.Body.GetProperty("events").EnumerateArray().ToList();
                if (events.Count == 0) break;
                foreach (var e in events) stored.Add(after = e.GetProperty("sequence").GetInt64(), e.GetProperty("data").GetProperty("text").GetString()!);
            }

            Assert.All(_acknowledged, sent => Assert.Equal(sent.Value, stored.GetValueOrDefault(sent.Key)));
            Assert.Equal(stored.Count, stored.Values.Distinct().Count());
            AssertEverySequenceIsStoredOnce();
        }

        // Each row from its key on, up to what the head states.
        private void AssertEverySequenceIsStoredOnce()
        {
            var places = (long[])_bridges.Cluster.Query($"SELECT array_agg(sequence ORDER BY sequence) FROM {_bridges.Schema}.events")!;
            var rows = (byte[][])_bridges.Cluster.Query($"SELECT array_agg(record ORDER BY sequence) FROM {_bridges.Schema}.events")!;
            var next = 1L;
            foreach (var (place, row) in places.Zip(rows))
            {
                Assert.Equal(next, place);
                for (var at = 0; at < row.Length; next++)
                {
                    Assert.True(RecordFormat.TryReadHead(row.AsSpan(at), out var head));
                    Assert.Equal(next, head.Sequence);
                    at += RecordFormat.Overhead + head.Length;
                }
            }

            Assert.Equal(next - 1, _bridges.Cluster.Query($"SELECT sequence FROM {_bridges.Schema}.head"));
        }

        // What was acknowledged at B a moment ago may not have been heard of at A yet.
        private Task HeardAsync(long sequence)
        {
            var request = _session.Prepare(HttpMethod.Get, $"/event/query?event_type=load&limit=1&after_sequence={sequence - 1}");
            return UntilAsync(async _ => (await _bridges.A.AnswerAsync(request)).Body.GetProperty("events").GetArrayLength() > 0);
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _stop.Dispose();
        }

        private async Task WriteAsync(int writer)
        {
            for (var n = 0; !_stop.IsCancellationRequested; n++)
            {
                var text = $"{writer}-{n}";
                var request = _session.Prepare(HttpMethod.Post, "/event/store", Refused.Json(new { event_type = "load", data = new { text } }));
                try
                {
                    using var response = await (writer % 2 == 0 ? _bridges.A : _bridges.B).SendAsync(request, CancellationToken.None);
                    if (response.IsSuccessStatusCode)
                        _acknowledged[JsonElement.Parse(await response.Content.ReadAsByteArrayAsync()).GetProperty("sequence").GetInt64()] = text;
                    else if (response.StatusCode != HttpStatusCode.TooManyRequests)
                        _refusals.Add((response.StatusCode, response.Headers.RetryAfter is not null));
                    if (!response.IsSuccessStatusCode) await Task.Delay(20);
                }
                catch (Exception gone) when (gone is HttpRequestException or ObjectDisposedException or TimeoutException or IOException)
                {
                    await Task.Delay(20);
                }
            }
        }

        private static Task UntilAsync(Func<bool> condition) => UntilAsync(_ => Task.FromResult(condition()));

        private static async Task UntilAsync(Func<CancellationToken, Task<bool>> condition)
        {
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            bound.CancelAfter(TimeSpan.FromSeconds(60));
            while (!await condition(bound.Token)) await Task.Delay(10, bound.Token);
        }
    }
}
