using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Tests.StockServices;

/// <summary>A program of the distribution that runs as a process of the test, on a loopback port of its own.</summary>
internal sealed class StockService : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private StockService(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    /// <summary>Where a program is; skips the test when its package is not installed.</summary>
    public static string Program(string name, string package)
    {
        var path = new[] { "/usr/sbin", "/usr/bin" }.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"'{name}' is not installed; install the package {package} to measure it");
        return path!;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it and waits until a path answers with a success.</summary>
    public static Task<StockService> StartAsync(string program, int port, string health, params string[] arguments) =>
        StartAsync(program, port, (service, cancellation) => HealthProbe.WaitUntilHealthyAsync(new Uri(service.Url, health), StartLimit, () => service._process.HasExited, cancellation), arguments);

    /// <summary>The same for one that answers nothing to strangers: waits until it takes connections.</summary>
    public static Task<StockService> StartListeningAsync(string program, int port, params string[] arguments) => StartAsync(program, port, WaitUntilListeningAsync, arguments);

    private static async Task<StockService> StartAsync(string program, int port, Func<StockService, CancellationToken, Task> ready, string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        // Read, because a full pipe would stop the service.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var service = new StockService(process, new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await ready(service, TestContext.Current.CancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    private static async Task WaitUntilListeningAsync(StockService service, CancellationToken cancellation)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < StartLimit && !service._process.HasExited; await Task.Delay(50, cancellation))
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, service.Url.Port, cancellation);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }

        throw new TimeoutException($"nothing listens at {service.Url}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
