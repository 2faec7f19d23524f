using System.Diagnostics;
using System.Net;

namespace Lighthouse.Suites.Resilience;

/// <summary>A client of PostgreSQL's own that was connected by a link before its fault; what it sends is looked up past the link.</summary>
internal sealed class StatementArrival : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800), Pause = TimeSpan.FromMilliseconds(20);
    private readonly PostgresServer server;
    private readonly Process client;
    private readonly string table;

    public StatementArrival(PostgresServer server, IPEndPoint link, string name)
    {
        this.server = server;
        table = $"arrivals_{name}";
        server.Query($"CREATE TABLE {table} (name text)");
        client = server.OpenClient(link);
        client.OutputDataReceived += (_, _) => { };
        client.ErrorDataReceived += (_, _) => { };
        client.BeginOutputReadLine();
        client.BeginErrorReadLine();
    }

    /// <summary>Whether a statement that is sent now gets through.</summary>
    public async Task<bool> ArrivesAsync(CancellationToken cancellation)
    {
        var name = Guid.NewGuid().ToString("N");
        await client.StandardInput.WriteLineAsync($"INSERT INTO {table} VALUES ('{name}');".AsMemory(), cancellation);
        await client.StandardInput.FlushAsync(cancellation);
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < Patience; await Task.Delay(Pause, cancellation))
        {
            if (server.Query($"SELECT 1 FROM {table} WHERE name = '{name}'").Count > 0)
                return true;
        }

        return false;
    }

    public void Dispose()
    {
        // It may be waiting for an answer that a cut link has kept.
        if (!client.HasExited)
            client.Kill();
        client.Dispose();
    }
}
