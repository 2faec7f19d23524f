using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace Lighthouse.Bridge.Tests.Running;

/// <summary>
/// A PostgreSQL server of the tests' own, in a temporary folder, reachable by a socket in it alone, with fsync on. It ends with the test
/// program, however that ends.
/// </summary>
internal sealed class PostgresCluster : IDisposable
{
    private const string User = "postgres";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private static readonly Lazy<string?> Binaries = new(FindBinaries);
    private readonly string _folder = Directory.CreateTempSubdirectory("bridge-pg-").FullName;
    private Process? _server;
    private int _names;

    private PostgresCluster()
    {
    }

    /// <summary>Whether PostgreSQL is installed and can be started by this user.</summary>
    public static bool IsAvailable => Binaries.Value is not null && (!IsRoot || File.Exists("/usr/bin/setpriv"));

    /// <summary>How to reach it.</summary>
    public string ConnectionString => $"Host={_folder};Username={User};Database=postgres";

    /// <summary>Process of the server.</summary>
    public int ServerId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private static bool IsRoot => !OperatingSystem.IsWindows() && GetUserId() == 0;

    private string Data => Path.Combine(_folder, "data");

    public static PostgresCluster Start()
    {
        var cluster = new PostgresCluster();
        try
        {
            if (IsRoot) Run("chown", User, cluster._folder);
            Run(cluster.Command("initdb", "-D", cluster.Data, "-A", "trust", "-U", User, "-E", "UTF8", "--no-locale", "--no-sync"));
            cluster.StartServer();
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>A name that no other test has, for a schema.</summary>
    public string FreshSchema() => string.Create(CultureInfo.InvariantCulture, $"store_{Interlocked.Increment(ref _names)}");

    public void StartServer()
    {
        // The shell outlives the server; the end of its input, which the end of the test program is, ends both.
        string[] options = ["-c", "listen_addresses=", "-c", $"unix_socket_directories={_folder}", "-c", "max_connections=200", "-c", "shared_buffers=64MB"];
        string[] server = Command("postgres", ["-D", Data, .. options]);
        var start = new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" </dev/null & server=$!; cat >/dev/null; kill -QUIT $server 2>/dev/null; wait", "sh", .. server])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        _server = Process.Start(start)!;
        _server.OutputDataReceived += (_, _) => { };
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        AwaitAnswer();
    }

    /// <summary>Ends the server as a crash would: without a checkpoint, breaking every connection.</summary>
    public void StopAtOnce()
    {
        _server!.StandardInput.Close();
        _server.WaitForExit(Bound);
        _server.Dispose();
        _server = null;
    }

    /// <summary>Runs SQL as the owner of everything.</summary>
    public long Execute(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteNonQuery();
    }

    public object? Query(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    /// <summary>Runs a statement on a connection of its own, which is open until it is disposed.</summary>
    public IDisposable Hold(string sql)
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
        return connection;
    }

    public void Dispose()
    {
        if (_server is not null) StopAtOnce();
        Directory.Delete(_folder, recursive: true);
    }

    private void AwaitAnswer()
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                Query("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(begun) < Bound && !_server!.HasExited)
            {
                Thread.Sleep(20);
            }
        }
    }

    private string[] Command(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Binaries.Value!, program), .. arguments];
        return IsRoot ? ["/usr/bin/setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", .. command] : command;
    }

    private static string? FindBinaries() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
        : null;

    private static void Run(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {output.Result} {errors}");
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetUserId();
}
