using System.Globalization;
using System.Net;
using Lighthouse.Benchmarks.Running;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Protocols.Http;

namespace Lighthouse.Benchmarks.Load;

/// <summary>What an agent that waits for its answer costs the generator.</summary>
internal sealed class IdleAgents : IBenchmark
{
    public string Name => "load-idle";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        await using var server = await LoadServer.DelayingAsync("never", run.Seed, cancellation);
        await using var role = ChildProcess.Start(
            Environment.ProcessPath!, [ChildProcess.RoleOption + IdleAgentsRole.RoleName, server.Port],
            new Dictionary<string, string> { ["DOTNET_gcServer"] = "0", ["DOTNET_gcConcurrent"] = "0" });
        var kilobytes = double.Parse(await role.OutputAsync(cancellation), CultureInfo.InvariantCulture);
        return [Row.Of("resident memory of the generator for each of 10,000 agents that wait, HTTP", new Figure(kilobytes, "KB"), Target.AtMost(new Figure(6, "KB")))];
    }
}

/// <summary>Holds ten thousand requests that nobody answers. Argument: port. Prints the kilobytes that each costs.</summary>
internal sealed class IdleAgentsRole : IChildRole
{
    public const string RoleName = "load-idle-agents";
    private const int Count = 10_000;

    public string Name => RoleName;

    public async Task RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var port = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var load = new HttpLoad { Target = new IPEndPoint(IPAddress.Loopback, port), Requests = [PreparedRequest.Get(new Uri($"http://127.0.0.1:{port}/"))] };
        // A few first: what is compiled and made once is no agent's.
        await HoldAsync(load, 100, TimeSpan.FromSeconds(0.5), null, cancellation);
        var before = Resident();
        var after = 0.0;
        var started = 0L;
        await HoldAsync(load, Count, TimeSpan.FromSeconds(3), progress => (started, after) = (progress.Started, Math.Max(after, Resident())), cancellation);
        if (started != Count)
            throw new InvalidOperationException($"{started} of {Count} agents were waiting");
        Console.WriteLine(((after - before) / Count).ToString("R", CultureInfo.InvariantCulture));
    }

    private static async Task HoldAsync(HttpLoad load, int count, TimeSpan time, Action<LoadProgress>? look, CancellationToken cancellation)
    {
        var options = new LoadOptions { GracePeriod = TimeSpan.Zero, Progress = look is null ? null : new Listener(look), ProgressInterval = TimeSpan.FromMilliseconds(200) };
        await HttpLoadRun.ClosedAsync(load, ClosedModel.Agents(count, time), options, cancellation);
    }

    private static double Resident() => Environment.WorkingSet / 1024.0;

    private sealed class Listener(Action<LoadProgress> look) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => look(value);
    }
}
