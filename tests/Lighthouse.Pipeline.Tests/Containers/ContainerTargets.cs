using System.Diagnostics;
using System.Text.Json;
using Cake.Docker;
using Lighthouse.Pipeline.Containers;
using Lighthouse.Pipeline.Tests.Adopting;
using Lighthouse.Pipeline.Tests.StockServices;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Tests.Containers;

/// <summary>A container as a runbook describes it: built, started, measured, stopped, and gone, whatever becomes of the pipeline.</summary>
public sealed class ContainerTargets : IDisposable
{
    private const string Ours = "label=lighthouse.run";

    private const string Database = """
        import os, socket, sys
        assert os.listdir(sys.argv[2]) == []
        server = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=128)
        print(os.getpid())
        while True:
            server.accept()[0].close()
            print("asked")
        """;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);
    private static readonly string Example = Path.Combine(Checkout.Root, "docs", "examples", "any-language");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Is_measured_and_gone_and_what_a_killed_run_left_goes_at_the_next_start()
    {
        await PerlService.WriteAsync(folder.Path);
        await using var engine = await OwnEngine.StartAsync("ldd", "perl", "python3");

        Describe("environment: { PORT: \"{port}\" }");
        (await RunAsync(engine.Variables)).Require(0);
        var target = Target();
        Assert.Equal("container", target.GetProperty("targetKind").GetString());
        var image = await engine.DockerAsync("inspect", "--format", "{{.Id}}", "lighthouse-target");
        Assert.Equal(image, "sha256:" + target.GetProperty("buildDigest").GetString());
        Assert.Equal("", await engine.DockerAsync("ps", "--all", "--quiet"));
        Assert.Equal(["listening", "asked to end"], File.ReadAllLines(folder["artifacts/logs/tuesday-target.log"]));
        Assert.Empty(Entries());

        // What is measured is the container: made slow, it does not pass.
        Describe("environment: { PORT: \"{port}\", PAUSE: \"4\" }");
        (await RunAsync(engine.Variables)).Require(1);

        // A database beside it: the container answers only where it reaches it, by the port that it was told.
        File.WriteAllText(folder["db.py"], Database);
        Describe("environment: { PORT: \"{port}\", DB: \"{db.port}\" }\n  services: [ { name: db, command: [python3, -u, db.py, \"{port}\", \"{data}\"] } ]");
        (await RunAsync(engine.Variables)).Require(0);
        var said = File.ReadAllLines(folder["artifacts/logs/tuesday-target-db.log"]);
        Assert.True(said.Count(line => line == "asked") >= 200, string.Join('\n', said.Take(5)));
        Assert.False(File.Exists($"/proc/{said[0]}/cmdline") && (await File.ReadAllTextAsync($"/proc/{said[0]}/cmdline", TestContext.Current.CancellationToken)).Contains("db.py", StringComparison.Ordinal), "the database runs on");
        Assert.Equal("", await engine.DockerAsync("ps", "--all", "--quiet"));

        // This engine has no network in which a port could be published.
        Describe("environment: { PORT: \"{port}\" }", reached: "port: 8080");
        var unpublished = await RunAsync(engine.Variables);
        Assert.NotEqual(0, unpublished.ExitCode);
        Assert.Contains("LH4020", unpublished.All, StringComparison.Ordinal);
        Assert.Equal("", await engine.DockerAsync("ps", "--all", "--quiet"));

        await KillWhileItStartsAsync(engine);
        var somebodys = await engine.DockerAsync("run", "--detach", "--network", "none", "--env", "PORT=80", "--name", "lighthouse-somebody", "--label", "lighthouse.run=another-run", "lighthouse-target");
        File.WriteAllText(folder["artifacts/journal/lighthouse-somebody.container"], $"{new string('a', 32)}\n{engine.Variables["DOCKER_HOST"]}\n");
        Describe("environment: { PORT: \"{port}\" }");
        var next = await RunAsync(engine.Variables);
        next.Require(0);
        Assert.Contains("LH4016", next.All, StringComparison.Ordinal);
        Assert.Equal(somebodys, await engine.DockerAsync("ps", "--all", "--quiet", "--no-trunc"));
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task Is_not_run_without_an_engine_and_says_why_in_one_line()
    {
        File.WriteAllText(folder["Dockerfile"], "FROM scratch\n");
        Describe("environment: { PORT: \"{port}\" }");
        var outcome = await RunAsync(new Dictionary<string, string> { ["DOCKER_HOST"] = $"unix://{folder["none.sock"]}" });
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("LH4014", outcome.All, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.All, StringComparison.Ordinal);
        var ended = Evidence().Last(entry => entry.TryGetProperty("ending", out _));
        Assert.StartsWith("LH4014", ended.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task A_build_that_fails_is_told_with_what_docker_said()
    {
        await using var engine = await OwnEngine.StartAsync("ldd", "perl", "python3");
        File.WriteAllText(folder["Dockerfile"], "FROM scratch\nCOPY no-such-file /\n");
        Describe("environment: { PORT: \"{port}\" }");
        var outcome = await RunAsync(engine.Variables);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("LH4015", outcome.All, StringComparison.Ordinal);
        Assert.Contains("no-such-file", outcome.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_the_engine_lacks_is_fetched_from_its_registry()
    {
        await PerlService.WriteAsync(folder.Path);
        await using var engine = await OwnEngine.StartAsync("ldd", "perl", "python3");
        using var stored = new TemporaryFolder();
        string reference, id;
        await using (var registry = await Registry.StartAsync(stored, asksWhoCalls: false))
        {
            reference = $"127.0.0.1:{registry.Url.Port}/shop/orders:1.4";
            await engine.DockerAsync("build", "--quiet", "--tag", reference, folder.Path);
            id = await engine.DockerAsync("inspect", "--format", "{{.Id}}", reference);
            await engine.DockerAsync("push", "--quiet", reference);
            await engine.DockerAsync("image", "rm", "--force", reference);
            Assert.Equal("", await engine.DockerAsync("images", "--all", "--quiet", "--filter", $"reference={reference}"));

            Describe("environment: { PORT: \"{port}\" }", image: $"image: {reference}");
            (await RunAsync(engine.Variables)).Require(0);
            Assert.Equal(id, "sha256:" + Target().GetProperty("buildDigest").GetString());
            Assert.Equal("", await engine.DockerAsync("ps", "--all", "--quiet"));
        }

        await engine.DockerAsync("image", "rm", "--force", reference);
        var unreachable = await RunAsync(engine.Variables);
        Assert.NotEqual(0, unreachable.ExitCode);
        Assert.Matches(@"LH4015:\s+'docker\s+pull'\s+failed", unreachable.All);
        Assert.DoesNotContain("   at ", unreachable.All, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_does_not_end_is_killed_and_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A script stands in for docker.");
        var (script, started) = (folder["docker"], folder["started"]);
        File.WriteAllText(script, $"#!/bin/sh\necho still pulling\necho $$ > {started}.new && mv {started}.new {started}\nexec sleep 600\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var engine = new DockerEngine("");
        // Long enough that the script has begun, so that there is something to kill.
        for (var limit = TimeSpan.FromSeconds(1); ; limit *= 2)
        {
            var late = Assert.Throws<TargetException>(() =>
                engine.Do("docker pull", new DockerImagePullSettings { ToolPath = script }, (context, settings) => context.DockerPull(settings, "shop/orders"), limit));
            Assert.StartsWith($"LH4015: 'docker pull' failed: it had not ended after {limit.TotalSeconds:0} s and was broken off", late.Message, StringComparison.Ordinal);
            if (!File.Exists(started))
                continue;
            Assert.Contains("still pulling", late.Message, StringComparison.Ordinal);
            var process = File.ReadAllText(started).Trim();
            Assert.False(File.Exists($"/proc/{process}/cmdline") && File.ReadAllText($"/proc/{process}/cmdline").Contains("sleep", StringComparison.Ordinal), "it runs on");
            return;
        }
    }

    private void Describe(string environment, string health = "/health", string reached = "network: host", string image = "dockerfile: Dockerfile")
    {
        var text = File.ReadAllText(Path.Combine(Example, "readiness.yaml"));
        var from = text.IndexOf("target:", StringComparison.Ordinal);
        text = text.Remove(from, text.IndexOf("metrics:", StringComparison.Ordinal) - from);
        // Far above what a busy machine makes of it, and below what the container that is made slow takes.
        text = text.Replace("600 ms", "3 s", StringComparison.Ordinal);
        File.WriteAllText(folder["readiness.yaml"], $"{text}target:\n  {image}\n  {reached}\n  health: {health}\n  start_limit: 60 s\n  {environment}\n");
        File.Copy(Path.Combine(Example, "measure.py"), folder["measure.py"], overwrite: true);
    }

    private async Task KillWhileItStartsAsync(OwnEngine engine)
    {
        // It is never healthy, so that the run is still there when it is killed.
        Describe("environment: { PORT: \"{port}\" }", health: "/missing");
        var start = new ProcessStartInfo("dotnet", [Tool, .. Arguments]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in engine.Variables)
            start.Environment[name] = value;
        using var run = Process.Start(start)!;
        var drain = Task.WhenAll(run.StandardOutput.BaseStream.CopyToAsync(Stream.Null), run.StandardError.BaseStream.CopyToAsync(Stream.Null));
        var waited = Stopwatch.StartNew();
        while ((await engine.DockerAsync("ps", "--quiet", "--filter", Ours)).Length == 0)
        {
            Assert.True(waited.Elapsed < Bound, "the container did not start");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        run.Kill(entireProcessTree: true);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        await drain;
        Assert.NotEqual("", await engine.DockerAsync("ps", "--quiet", "--filter", Ours));
        Assert.Single(Entries());
    }

    private string[] Arguments => ["--target=Performance", "--runbook=readiness.yaml", $"--artifacts={folder["artifacts"]}"];

    private static string Tool => Path.Combine(Checkout.Root, "src", "Lighthouse.Tool", "bin", "Release", "net10.0", "lighthouse.dll");

    private Task<CommandOutcome> RunAsync(IReadOnlyDictionary<string, string> variables) =>
        Adopting.CommandLine.RunAsync(folder.Path, variables.ToDictionary(one => one.Key, one => (string?)one.Value), "dotnet", [Tool, .. Arguments]);

    private string[] Entries() => Directory.Exists(folder["artifacts/journal"]) ? Directory.GetFiles(folder["artifacts/journal"], "*.container") : [];

    private JsonElement Target() => Evidence().Single(entry => entry.TryGetProperty("targetKind", out _));

    private IEnumerable<JsonElement> Evidence() =>
        File.ReadAllLines(folder["artifacts/readiness_results/evidence/tuesday.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement).Select(line => line.TryGetProperty("entry", out var entry) ? entry : line);
}
