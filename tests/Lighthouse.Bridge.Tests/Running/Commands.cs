using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lighthouse.Bridge.Tests.Running;

/// <summary>Runs programs of the machine.</summary>
internal static class Commands
{
    /// <summary>Skips the test where a program is missing.</summary>
    public static void Need(params string[] programs)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("The document's commands are for Linux.");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        foreach (var program in programs)
            if (!folders.Any(folder => File.Exists(Path.Combine(folder, program)))) Assert.Skip($"{program} is not installed here.");
    }

    /// <summary>Runs a program to its end and gives its code and all that it wrote.</summary>
    public static async Task<(int Code, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, TimeSpan? bound = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Documents.Root,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(RunningBridge.Cancellation);
        var errors = process.StandardError.ReadToEndAsync(RunningBridge.Cancellation);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(RunningBridge.Cancellation);
        time.CancelAfter(bound ?? TimeSpan.FromMinutes(5));
        try
        {
            await process.WaitForExitAsync(time.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output + await errors);
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
