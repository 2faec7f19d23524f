using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lighthouse.Benchmarks.Running;

/// <summary>
/// A PostgreSQL to measure against: the one that <c>LIGHTHOUSE_POSTGRES</c> names by its connection string, or a cluster of the
/// benchmark's own on the disk that is measured, with PostgreSQL's defaults.
/// </summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private readonly string? _data;

    private PrivatePostgres(string connectionString, string? data) => (ConnectionString, _data) = (connectionString, data);

    public string ConnectionString { get; }

    /// <summary>Why there is none; null when there can be.</summary>
    public static string? Missing => Given is not null || Directory.Exists(Programs) ? null : "PostgreSQL 15 is missing";

    private static string? Given => Environment.GetEnvironmentVariable("LIGHTHOUSE_POSTGRES") is { Length: > 0 } given ? given : null;

    public static async Task<PrivatePostgres> StartAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        if (Given is { } given)
            return new PrivatePostgres(given, null);
        var folder = Directory.CreateDirectory(Path.Combine(run.Folder, "postgres")).FullName;
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", ["postgres", folder], cancellation);
        var port = FreePort();
        var data = Path.Combine(folder, "data");
        await AsPostgresAsync("pg_ctl", ["-D", data, "-s", "-o", "-U postgres --auth=trust", "initdb"], cancellation);
        await AsPostgresAsync("pg_ctl", ["-D", data, "-s", "-w", "-l", Path.Combine(folder, "log"), "-o", $"-p {port} -h 127.0.0.1 -k {folder}", "start"], cancellation);
        return new PrivatePostgres($"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres", data);
    }

    public async ValueTask DisposeAsync()
    {
        if (_data is not null)
            await AsPostgresAsync("pg_ctl", ["-D", _data, "-s", "-m", "immediate", "-w", "stop"], CancellationToken.None);
    }

    // The server refuses to run as root.
    private static Task AsPostgresAsync(string program, string[] arguments, CancellationToken cancellation) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(Programs, program), .. arguments], cancellation)
        : RunAsync(Path.Combine(Programs, program), arguments, cancellation);

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = "/tmp" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode.ToString(CultureInfo.InvariantCulture)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
