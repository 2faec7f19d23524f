using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Lighthouse.Bridge.Tests.Running;

/// <summary>A real bridge in a process of its own.</summary>
internal sealed class BridgeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BridgeProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data, _output);
        process.ErrorDataReceived += (_, line) => Read(line.Data, _errors);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Lighthouse.Bridge.exe" : "Lighthouse.Bridge");

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    public int Id => _process.Id;

    public static Dictionary<string, string> FreshSecrets() => new()
    {
        ["Bridge__TokenSecret"] = Random(), ["Bridge__StoreKey"] = Random(), ["Bridge__AgentKey"] = Random(), ["Bridge__AdminSecret"] = Random(),
    };

    /// <summary>Starts the executable and says nothing of its success.</summary>
    public static BridgeProcess Launch(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        LaunchBy([], environment, arguments);

    /// <summary>Starts the executable by a program that turns into it, such as <c>nsenter</c>.</summary>
    public static BridgeProcess LaunchBy(string[] starter, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        LaunchCommand([.. starter, Executable, .. arguments], environment);

    /// <summary>Starts whatever command becomes a bridge.</summary>
    public static BridgeProcess LaunchCommand(string[] command, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new BridgeProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it says where it listens; the first place, where it says several.</summary>
    public async Task<Uri> ListeningAsync()
    {
        var exited = _process.WaitForExitAsync();
        if (await Task.WhenAny(_listening.Task, exited, Task.Delay(Bound)) != _listening.Task)
            throw new InvalidOperationException($"The bridge did not start. Output: {Output} Errors: {Errors}");
        return await _listening.Task;
    }

    /// <summary>Waits until it is healthy; the client is the caller's.</summary>
    public async Task<Client.BridgeClient> ReadyAsync()
    {
        var client = Client.BridgeClient.Connect(await ListeningAsync());
        using var bound = new CancellationTokenSource(Bound);
        while (!(await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(5, bound.Token);
        return client;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Bound);
    }

    /// <summary>Closes its standard input.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Asks it to stop, as a supervisor would.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!.WaitForExit();

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Bound);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private void Read(string? line, ConcurrentQueue<string> lines)
    {
        if (line is null) return;
        lines.Enqueue(line);
        const string start = "Lighthouse bridge is listening on ";
        if (line.StartsWith(start, StringComparison.Ordinal)) _listening.TrySetResult(new Uri(line[start.Length..].Split(' ')[0]));
    }
}
