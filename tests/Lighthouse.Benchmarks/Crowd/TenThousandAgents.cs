using System.Globalization;
using System.Text.Json;
using Lighthouse.Benchmarks.Push;
using Lighthouse.Benchmarks.Running;
using Lighthouse.Load.Results;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Benchmarks.Crowd;

/// <summary>
/// As many agents as the runbook's full profile demands, connected at once and all at work, against one bridge on this machine; held against the
/// runbook's limits by its judge. How long it takes is its own: neither rounds nor seconds of the command line.
/// </summary>
/// <param name="rateOf">The profile at whose rate they ask.</param>
internal abstract class TenThousandAgents(Profile rateOf) : IBenchmark
{
    public string Name => $"ten-thousand-agents-{rateOf.ToString().ToLowerInvariant()}";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var runbook = CrowdRole.Runbook();
        var sizes = runbook.FindGate("elicitation-latency")!.Sizes;
        await using var bridge = await BenchmarkBridge.StartAsync(run.Folder, cancellation, "--Bridge:Push:Sockets=20000");
        var file = Path.Combine(run.Folder, "load.json");
        string[] arguments = [sizes[Profile.Full].Count("agents").ToString(CultureInfo.InvariantCulture), sizes[rateOf].Rate("rate").ToString("R", CultureInfo.InvariantCulture), file];
        await using var crowd = ChildProcess.Start(
            Environment.ProcessPath!, [ChildProcess.RoleOption + CrowdRole.RoleName, .. arguments],
            new Dictionary<string, string> { ["DOTNET_gcServer"] = "0", ["DOTNET_gcConcurrent"] = "0" });
        // Not on a command line, where every user of the machine could read it.
        await crowd.Input.WriteLineAsync($"{bridge.Client.Address}\n{bridge.AdminSecret}");
        await crowd.Input.FlushAsync(cancellation);
        var facts = JsonSerializer.Deserialize<CrowdFacts>(await crowd.OutputAsync(cancellation))!;
        using var written = File.OpenRead(file);
        return new CrowdReport(runbook, facts, ResultFile.Read(written).Result).Rows();
    }
}

internal sealed class TenThousandAgentsStandard() : TenThousandAgents(Profile.Standard);

internal sealed class TenThousandAgentsFull() : TenThousandAgents(Profile.Full);
