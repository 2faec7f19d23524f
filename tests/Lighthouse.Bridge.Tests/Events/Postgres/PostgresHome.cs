using System.Globalization;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Postgres;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Events.Postgres;

/// <summary>A schema of its own with a store in it, on the tests' server.</summary>
internal sealed class PostgresHome(PostgresCluster cluster) : StoreHome
{
    private int _nodes;

    public PostgresHome() : this(SharedPostgres.Get())
    {
    }

    public PostgresCluster Cluster => cluster;

    public string Schema { get; } = cluster.FreshSchema();

    public int RecentEvents { get; init; } = 8_192;

    public override string NodeId => string.Create(CultureInfo.InvariantCulture, $"node-{_nodes}");

    /// <summary>Opens it under a new node's name.</summary>
    public PostgresEventStore Open(TimeSpan? limit = null)
    {
        Interlocked.Increment(ref _nodes);
        return PostgresEventStore.Open(Options(NodeId, limit), Seal, TimeProvider.System);
    }

    public PostgresStoreOptions Options(string node, TimeSpan? limit = null) => new()
    {
        ConnectionString = cluster.ConnectionString, Schema = Schema, NodeId = node, RecentEvents = RecentEvents,
        StatementLimit = limit ?? TimeSpan.FromSeconds(10), DoubtLimit = limit ?? TimeSpan.FromSeconds(10), OpeningLimit = TimeSpan.FromSeconds(20),
    };

    public override IEventStore OpenStore() => Open();

    public void Execute(string sql) => cluster.Execute(sql.Replace("$schema", Schema, StringComparison.Ordinal));

    public object? Query(string sql) => cluster.Query(sql.Replace("$schema", Schema, StringComparison.Ordinal));

    /// <summary>A connection that has run a function and keeps what it holds by it.</summary>
    public IDisposable Hold(string function) => cluster.Hold($"SELECT {function}");

    public override void Dispose()
    {
        // The schema goes with the server.
    }
}
