using System.Diagnostics;
using Lighthouse.Chaos.Containers;
using Lighthouse.Pipeline.Runs;

namespace Lighthouse.Pipeline.Tests.Containers;

/// <summary>This test program as a run that harms containers and never heals them, for others to kill.</summary>
internal static class LeftFaultsOfContainers
{
    private const string Variable = "LIGHTHOUSE_TEST_CONTAINERS", Done = "all harmed";

    /// <summary>Starts one, and returns when its faults are in effect.</summary>
    public static async Task<Process> StartAsync(string artifacts, ContainerLab lab, IReadOnlyDictionary<string, LabContainer> byKind)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment[Variable] = string.Join('|', [artifacts, lab.Host, lab.Relay.Path, .. byKind.Select(one => $"{one.Key},{one.Value.Identity.Id},{one.Value.Address}")]);
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is var line && line != Done)
            Assert.NotNull(line);
        return process;
    }

    /// <summary>Does what the environment asks for; false when it asks for nothing, and the tests are to run.</summary>
    public static async Task<bool> RunIfAskedAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [var artifacts, var host, var relay, .. var targets])
            return false;
        var (folder, asking) = (new RunFolder(artifacts, "week2"), new ContainerRelay(relay));
        foreach (var target in targets)
        {
            if (target.Split(',') is not [var kind, var id, var address])
                throw new ArgumentException($"'{target}' is no target");
            Task<bool> AskAsync(string what, CancellationToken token) => asking.AskAsync(address, what, token);
            var options = new ContainerOptions { Container = new ContainerIdentity(host, id, ContainerLab.RunId), Journal = folder.Faults.Containers, AnswersAsync = token => AskAsync("anything", token) };
            var fault = ContainerFaultKinds.Make(kind, options, AskAsync);
            fault.Validate();
            await fault.PrepareAsync(CancellationToken.None);
            await fault.InjectAsync(CancellationToken.None);
        }

        Console.WriteLine(Done);
        await Console.In.ReadToEndAsync();
        return true;
    }
}
