using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Tests.Running;
using Serilog;
using Serilog.Core;

namespace Lighthouse.Bridge.Tests.Diagnostics;

public sealed class LogTests
{
    [Fact]
    public async Task No_secret_token_nonce_or_signature_is_in_any_output_even_at_the_finest_level()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no SIGTERM.");
        using var folder = new TemporaryFolder();
        var secrets = BridgeProcess.FreshSecrets();
        var log = Path.Combine(folder.Path, "bridge.log");
        await using var bridge = BridgeProcess.Launch(
            secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data, "--Bridge:Log:Level=trace", "--Bridge:Log:File", log);
        var hidden = new List<string>(secrets.Values);
        using (var client = await bridge.ReadyAsync())
        {
            var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
            var agent = await client.RegisterAgentAsync(admin, "careful", cancellation: RunningBridge.Cancellation);
            var nonce = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
            var session = await client.OpenSessionAsync(agent, new SessionOptions { Nonce = nonce }, RunningBridge.Cancellation);
            var ticket = await admin.CreateElicitationAsync("careful", "go?", new { type = "object" }, cancellation: RunningBridge.Cancellation);
            var question = (await session.PendingAsync(RunningBridge.Cancellation)).Single();
            var answer = session.PrepareResponse(question, ResponseType.Accept, new { secret_answer = "the-answer-text" });
            var signature = JsonElement.Parse(answer.Body!.Value.Span).GetProperty("signature").GetString()!;
            Assert.Equal(200, await client.StatusOfAsync(answer));
            Assert.Equal(403, await client.StatusOfAsync(client.PrepareSession("careful", "not-the-secret-of-careful-but-close")));
            Assert.Equal(403, await client.StatusOfAsync(session.Prepare(HttpMethod.Get, "/event/query").WithHeader("Authorization", "Bearer " + session.Token + "0")));
            var rotated = await admin.RotateAgentAsync("careful", RunningBridge.Cancellation);
            hidden.AddRange([agent.Secret, rotated.Secret, nonce, ticket.Nonce, question.Nonce, question.Signature, signature, "the-answer-text", "not-the-secret"]);
            hidden.AddRange([admin.Token, admin.Token.Split(':')[3], session.Token.Split(':')[3]]);
        }

        bridge.Terminate();
        Assert.Equal(0, await bridge.ExitCodeAsync());
        var said = bridge.Output + bridge.Errors + await File.ReadAllTextAsync(log, RunningBridge.Cancellation);
        Assert.Contains("POST /agent/rotate", said, StringComparison.Ordinal);
        Assert.All(hidden, secret => Assert.DoesNotContain(secret, said, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Each_line_is_one_object_with_the_id_that_the_answer_carried()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no file modes.");
        using var folder = new TemporaryFolder();
        var log = Path.Combine(folder.Path, "bridge.log");
        await using var bridge = BridgeProcess.Launch(
            BridgeProcess.FreshSecrets(), "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data, "--Bridge:Log:Level=debug", "--Bridge:Log:File", log);
        using var client = await bridge.ReadyAsync();
        using var response = await client.SendAsync(new(HttpMethod.Get, "/event/query?x=%0d%0a%1b[31m%C2%9b", [], null), RunningBridge.Cancellation);
        var id = response.Headers.GetValues("X-Request-Id").Single();
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!bridge.Errors.Contains(id, StringComparison.Ordinal)) await Task.Delay(5, bound.Token);
        var lines = (await File.ReadAllTextAsync(log, bound.Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        var request = lines.Single(line => line.GetProperty("Properties").TryGetProperty("RequestId", out var of) && of.GetString() == id);
        Assert.Equal(("GET /event/query", 403), (request.GetProperty("Properties").GetProperty("Operation").GetString(), request.GetProperty("Properties").GetProperty("Status").GetInt32()));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(log));
    }

    [Fact]
    public void What_is_logged_cannot_end_the_line_or_steer_a_terminal()
    {
        using var written = new StringWriter();
        using (var log = new LoggerConfiguration().WriteTo.Sink(new Lines(written)).CreateLogger())
            log.Information(new InvalidOperationException("ex\r\n\u001b[2Jinjected"), "agent {Name}", "a\r\n{\"Level\":\"Fatal\"}\u001b[31m\u009b\u007f\u2028\u202e\u0085");
        var line = written.ToString();
        Assert.Equal(line.Length - Environment.NewLine.Length, line.TrimEnd('\r', '\n').Length);
        Assert.DoesNotContain(line.TrimEnd('\r', '\n'), c => char.IsControl(c) || c is '\u2028' or '\u202e');
        var logged = JsonElement.Parse(line);
        Assert.Equal("a\r\n{\"Level\":\"Fatal\"}\u001b[31m\u009b\u007f\u2028\u202e\u0085", logged.GetProperty("Properties").GetProperty("Name").GetString());
        Assert.Equal("Information", logged.GetProperty("Level").GetString());
    }

    [Fact]
    public void Files_are_rotated_and_only_so_many_are_kept()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "bridge.log");
        using (var provider = BridgeLog.CreateProvider(new() { File = file, FileBytes = 20_000, Files = 3, Level = Microsoft.Extensions.Logging.LogLevel.Warning }))
        {
            var log = provider.CreateLogger("rotation");
            for (var i = 0; i < 600; i++) Microsoft.Extensions.Logging.LoggerExtensions.LogWarning(log, "line {Number} {Filling}", i, new string('x', 60));
            Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(log, "not to be seen");
        }

        var files = Directory.GetFiles(folder.Path);
        Assert.Equal(3, files.Length);
        Assert.All(files, path => Assert.InRange(new FileInfo(path).Length, 1, 22_000));
        var all = string.Concat(files.Select(File.ReadAllText));
        Assert.Contains("line 599 ", all, StringComparison.Ordinal);
        Assert.DoesNotContain("not to be seen", all, StringComparison.Ordinal);
    }

    private sealed class Lines(TextWriter written) : ILogEventSink
    {
        public void Emit(Serilog.Events.LogEvent logEvent) => new LineFormatter().Format(logEvent, written);
    }
}
