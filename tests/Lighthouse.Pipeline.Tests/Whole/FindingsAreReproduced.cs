using System.Diagnostics;
using System.Text.RegularExpressions;
using Lighthouse.Bridge.Client;
using Lighthouse.Build;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Pipeline.Suites;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Targets;
using Serilog;

namespace Lighthouse.Pipeline.Tests.Whole;

/// <summary>The curl command of a finding gets the answer that the finding tells of, as long as the weakness is there.</summary>
public sealed partial class FindingsAreReproduced : IDisposable
{
    private const string UserAgent = "Lighthouse.Suites.Security/1.0";
    private const string Masked = "***";
    private const int MostCommands = 40;
    private static readonly string[] UsedUp = ["\"session_id\"", "\"elicitation_id\"", "\"nonce\""];

    private readonly TemporaryFolder folder = new();
    private readonly CollectingSink printed = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("unguarded-query", "auth-bypass")]
    [InlineData("null-origin-trusted", "csrf")]
    [InlineData("error-with-stack-trace", "penetration")]
    public async Task By_its_command(string defect, string gate)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var provider = ReferenceBridge.WithDefect(defect);
        await using var bridge = await TargetProcess.StartAsync(
            provider.Recipe, folder["data"], folder["bridge.log"], new ProcessJournal(folder["journal"]), cancellation);
        var findings = await AttackAsync(bridge.Url, provider.Credentials["admin"], gate, cancellation);
        // What a request has used up, it cannot use up again.
        findings = [.. findings.Where(finding => !UsedUp.Any(name => finding.Exchange!.Request.Contains(name, StringComparison.Ordinal)))];
        Assert.NotEmpty(findings);

        using var client = BridgeClient.Connect(bridge.Url);
        foreach (var finding in findings.Take(MostCommands))
        {
            await using var session = await SessionForAsync(client, provider.Credentials["admin"], finding.Exchange!.Reproduce, cancellation);
            var status = await RunAsync(finding.Exchange.Reproduce.Replace(Masked, session.Token, StringComparison.Ordinal), cancellation);
            Assert.True(status == finding.Exchange.Status, $"{finding.Title}: {status} instead of {finding.Exchange.Status}; {finding.Exchange.Reproduce}");
        }
    }

    /// <summary>A session of the agent that a command names, else of the admin. One a command, because a command may end the session that it is sent with.</summary>
    private static async Task<BridgeSession> SessionForAsync(BridgeClient client, string adminSecret, string command, CancellationToken cancellation)
    {
        var options = new SessionOptions { UserAgent = UserAgent };
        var admin = await client.OpenSessionAsync("admin", adminSecret, options, cancellation);
        if (NamedAgent().Match(command) is not { Success: true } named)
            return admin;
        await using (admin)
            return await client.OpenSessionAsync(await admin.RotateAgentAsync(named.Groups["agent"].Value, cancellation), options, cancellation);
    }

    private async Task<IReadOnlyList<ReportedFinding>> AttackAsync(Uri url, string adminSecret, string gate, CancellationToken cancellation)
    {
        Environment.SetEnvironmentVariable("LIGHTHOUSE_ADMIN_SECRET", adminSecret);
        using var log = new LoggerConfiguration().WriteTo.Sink(printed).CreateLogger();
        var runbook = RunbookReader.ReadFile(Checkout.Week2);
        var run = new ReadinessRun(
            runbook, new RunOptions { Gate = gate, Seed = 7, Artifacts = folder["run"], TargetUrl = url }, Checkout.Root, ReferenceBridge.Clean,
            new SuiteLocation(Path.Combine(Checkout.Root, "tests"), "Release"), log);
        var verdict = await run.RunDayAsync(runbook.FindDay("Monday")!, cancellation);
        return [.. Assert.Single(verdict.Gates).Findings.Select(found => found.Finding)];
    }

    private static async Task<int> RunAsync(string command, CancellationToken cancellation)
    {
        // A socket that opens would wait for frames until the end.
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command.Replace("curl -i", "curl -s -i --max-time 5", StringComparison.Ordinal)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await shell.StandardOutput.ReadToEndAsync(cancellation);
        await shell.WaitForExitAsync(cancellation);
        var line = output.Split('\n').LastOrDefault(text => text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)) ?? throw new InvalidOperationException($"no answer to {command}");
        return int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("""(?:"(?:agent_id|from_agent)":"|/ws/)(?<agent>attack-[a-z0-9-]+)""")]
    private static partial Regex NamedAgent();
}
