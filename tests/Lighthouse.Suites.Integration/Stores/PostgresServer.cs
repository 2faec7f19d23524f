using System.Diagnostics;

namespace Lighthouse.Suites.Integration.Stores;

/// <summary>A PostgreSQL server of the day's own, on a socket in a temporary folder. It ends with the suite, however that ends.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string User = "postgres";
    private const string Installed = "/usr/lib/postgresql";
    // The shell outlives the server: the end of its input, which the end of the suite is, ends both.
    private const string UntilInputEnds = "\"$@\" </dev/null & server=$!; cat >/dev/null; kill -INT $server 2>/dev/null; wait";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly string folder = Directory.CreateTempSubdirectory("lighthouse-pg-").FullName;
    private Process? server;

    private PostgresServer()
    {
    }

    /// <summary>Whether PostgreSQL is on this machine.</summary>
    public static bool IsAvailable => Binaries is not null;

    /// <summary>How a bridge reaches it.</summary>
    public string ConnectionString => $"Host={folder};Username={User};Database=postgres";

    private static string? Binaries => !Directory.Exists(Installed)
        ? null
        : Directory.EnumerateDirectories(Installed).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max(StringComparer.Ordinal);

    public static PostgresServer Start()
    {
        var started = new PostgresServer();
        try
        {
            // The server refuses to run as root.
            if (Environment.IsPrivilegedProcess)
                Run("chown", User, started.folder);
            var data = Path.Combine(started.folder, "data");
            Run(AsUser("initdb", "-D", data, "-A", "trust", "-U", User, "-E", "UTF8", "--no-locale"));
            started.Launch(AsUser("postgres", "-D", data, "-c", "listen_addresses=", "-c", $"unix_socket_directories={started.folder}"));
            return started;
        }
        catch
        {
            started.Dispose();
            throw;
        }
    }

    /// <summary>Runs a query by PostgreSQL's own client; one line a row.</summary>
    public IReadOnlyList<string> Query(string sql) =>
        Run(Path.Combine(Binaries!, "psql"), "-h", folder, "-U", User, "-At", "-v", "ON_ERROR_STOP=1", "-c", sql).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        if (server is not null)
        {
            server.StandardInput.Close();
            server.WaitForExit(Limit);
            server.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private void Launch(string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", UntilInputEnds, "sh", .. command]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        for (var begun = Stopwatch.GetTimestamp(); ; Thread.Sleep(Pause))
        {
            try
            {
                Query("SELECT 1");
                return;
            }
            catch (InvalidOperationException) when (Stopwatch.GetElapsedTime(begun) < Limit && !server.HasExited)
            {
                // It does not answer yet.
            }
        }
    }

    private static string[] AsUser(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Binaries!, program), .. arguments];
        return Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--init-groups", .. command] : command;
    }

    private static string Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"LH3205: '{Path.GetFileName(command[0])}' ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
    }
}
