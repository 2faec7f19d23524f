using System.Diagnostics;
using System.Globalization;
using Lighthouse.Benchmarks.Running;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Benchmarks.FileView;

/// <summary>Creating, writing, reading and deleting files in a mounted view while agents store events, against a plain folder on the same disk.</summary>
internal sealed class FileViewOperations : IBenchmark
{
    private const int Bytes = 4_096;
    private const int LoadAgents = 4;
    private static readonly Figure MostAverage = new(5_000, "us");
    private static readonly Figure MostP95 = new(10_000, "us");

    public string Name => "file-view";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        string[] operations = ["create", "write", "read", "delete"];
        if (Missing is { } missing)
            return [.. operations.Select(operation => Row.NotMeasured($"file view: {operation}", missing, Target.AtMost(MostAverage)))];
        await using var bridge = await ViewedBridge.StartAsync(run.Folder, cancellation);
        var plain = Directory.CreateDirectory(Path.Combine(run.Folder, "plain")).FullName;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var load = LoadAsync(bridge, end.Token);
        var rows = new List<Row>();
        foreach (var operation in operations)
        {
            var latencies = new List<double>();
            var ours = new Side("file view", "us", _ => Task.Run(() => Measure(operation, bridge.Current, run.RoundTime, latencies), CancellationToken.None));
            var theirs = new Side("plain folder", "us", _ => Task.Run(() => Measure(operation, plain, run.RoundTime, []), CancellationToken.None));
            var rounds = await Rounds.MeasureAsync(run, [ours, theirs], cancellation);
            rows.Add(Row.Against($"file view under load: {operation} {Bytes} bytes, average", rounds.Compare(ours, theirs), Target.AtMost(MostAverage)));
            rows.Add(Row.Of($"file view under load: {operation} {Bytes} bytes, p95", new(Percentile(latencies, 0.95), "us"), Target.AtMost(MostP95)));
        }

        await end.CancelAsync();
        var served = await load;
        rows.Add(Row.Of("events stored over HTTP meanwhile", new(served, "events"), Target.AtLeast(new(1, "events"))));
        return rows;
    }

    private static string? Missing =>
        !OperatingSystem.IsLinux() || !File.Exists("/dev/fuse") ? "there is no /dev/fuse"
        : !Environment.IsPrivilegedProcess ? "mounting needs root"
        : !File.Exists("/usr/bin/unshare") ? "unshare (util-linux) is missing"
        : null;

    /// <summary>Average microseconds of an operation.</summary>
    private static double Measure(string operation, string folder, TimeSpan time, List<double> latencies)
    {
        var data = new byte[Bytes];
        var kept = Path.Combine(folder, "kept");
        File.WriteAllBytes(kept, data);
        using var open = File.OpenHandle(kept, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var (sum, count) = (0.0, 0);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < time; count++)
        {
            var path = Path.Combine(folder, count.ToString(CultureInfo.InvariantCulture));
            if (operation == "delete") Create(path);
            var begun = Stopwatch.GetTimestamp();
            switch (operation)
            {
                case "create": Create(path); break;
                case "write": RandomAccess.Write(open, data, 0); break;
                case "read": File.ReadAllBytes(kept); break;
                default: File.Delete(path); break;
            }

            var microseconds = Stopwatch.GetElapsedTime(begun).TotalMicroseconds;
            sum += microseconds;
            latencies.Add(microseconds);
            if (operation == "create") File.Delete(path);
        }

        return sum / count;
    }

    private static void Create(string path) => File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite).Dispose();

    private static async Task<double> LoadAsync(ViewedBridge bridge, CancellationToken end)
    {
        var admin = await bridge.Client.OpenSessionAsync("admin", bridge.AdminSecret, cancellation: CancellationToken.None);
        var served = 0;
        await Task.WhenAll(Enumerable.Range(1, LoadAgents).Select(async number =>
        {
            var credential = await bridge.Client.RegisterAgentAsync(admin, $"load-{number}", "admin", CancellationToken.None);
            var session = await bridge.Client.OpenSessionAsync(credential, cancellation: CancellationToken.None);
            while (!end.IsCancellationRequested)
            {
                try
                {
                    await session.StoreEventAsync(new("load") { Data = new { filler = new string('x', 300) } }, CancellationToken.None);
                    Interlocked.Increment(ref served);
                }
                catch (BridgeException refusal) when (refusal.Code == "rate_limited")
                {
                    await Task.Delay(20, CancellationToken.None);
                }
            }
        }));
        return served;
    }

    private static double Percentile(List<double> values, double part)
    {
        values.Sort();
        return values[(int)Math.Ceiling(values.Count * part) - 1];
    }
}
