using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Lighthouse.Targets;

namespace Lighthouse.Suites;

/// <summary>A PostgreSQL server of the day's own, in a temporary folder. It ends with the suite, however that ends, and its folder goes with it.</summary>
public sealed class PostgresServer : IDisposable
{
    /// <summary>Why there can be none on a machine without PostgreSQL.</summary>
    public const string Missing = "PostgreSQL is not installed (Debian: apt-get install postgresql)";

    private const string User = "postgres";
    private const int DefaultPort = 5432;
    private const string Installed = "/usr/lib/postgresql";
    // The shell outlives the server: the end of its input, which the end of the suite is, ends both.
    private const string UntilInputEnds = "folder=\"$1\"; shift; \"$@\" </dev/null & server=$!; cat >/dev/null; kill -INT $server 2>/dev/null; wait; rm -rf \"$folder\"";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly string folder = Directory.CreateTempSubdirectory("lighthouse-pg-").FullName;
    private readonly string password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private Process? server;

    private PostgresServer()
    {
    }

    /// <summary>Whether PostgreSQL is on this machine.</summary>
    public static bool IsAvailable => Binaries is not null;

    /// <summary>How a bridge reaches it.</summary>
    public string ConnectionString => $"Host={folder};Username={User};Database=postgres";

    /// <summary>Where it listens on loopback; null when it was not asked to.</summary>
    public IPEndPoint? Address { get; private set; }

    /// <summary>How a bridge reaches it by an address of this machine that leads to it. Holds a password.</summary>
    public string ConnectionStringBy(IPEndPoint address) => $"Host={address.Address};Port={address.Port};Username={User};Password={password};Database=postgres";

    private static string? Binaries => !Directory.Exists(Installed)
        ? null
        : Directory.EnumerateDirectories(Installed).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max(StringComparer.Ordinal);

    /// <summary>Starts one that is reached by a socket in its folder.</summary>
    public static PostgresServer Start() => Start(address: null);

    /// <summary>Starts one that also listens on loopback, where it asks for a password.</summary>
    public static PostgresServer StartOnLoopback() => Start(new IPEndPoint(IPAddress.Loopback, FreePort.Find()));

    /// <summary>A running client of PostgreSQL's own that takes statements from its input, by an address that leads to the server.</summary>
    public Process OpenClient(IPEndPoint address)
    {
        var start = new ProcessStartInfo(
            Path.Combine(Binaries!, "psql"), ["-h", $"{address.Address}", "-p", address.Port.ToString(CultureInfo.InvariantCulture), "-U", User, "-d", "postgres", "-Atq"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        start.Environment["PGPASSWORD"] = password;
        return Process.Start(start)!;
    }

    private static PostgresServer Start(IPEndPoint? address)
    {
        var started = new PostgresServer { Address = address };
        try
        {
            // The server refuses to run as root.
            if (Environment.IsPrivilegedProcess)
                Run("chown", User, started.folder);
            var (data, secret) = (Path.Combine(started.folder, "data"), Path.Combine(started.folder, "password"));
            File.WriteAllText(secret, started.password);
            // Whoever gets into the folder is its owner; by loopback anybody on the machine may knock.
            Run(AsUser("initdb", "-D", data, "--auth-local=trust", "--auth-host=scram-sha-256", $"--pwfile={secret}", "-U", User, "-E", "UTF8", "--no-locale", "--no-sync"));
            started.Launch(AsUser(
                "postgres", "-D", data, "-c", $"unix_socket_directories={started.folder}",
                "-c", $"listen_addresses={address?.Address}", "-c", $"port={address?.Port ?? DefaultPort}"));
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
        Run(Path.Combine(Binaries!, "psql"), "-h", folder, "-p", (Address?.Port ?? DefaultPort).ToString(CultureInfo.InvariantCulture), "-U", User, "-At", "-v", "ON_ERROR_STOP=1", "-c", sql).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (server is not null)
        {
            server.StandardInput.Close();
            server.WaitForExit(Limit);
            server.Dispose();
        }

        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private void Launch(string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", UntilInputEnds, "sh", folder, .. command]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
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
