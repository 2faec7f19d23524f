namespace Lighthouse.Bridge.Tests.Running;

/// <summary>A bridge that keeps its events in PostgreSQL.</summary>
public sealed class RunningBridgeOnPostgres : RunningBridge
{
    private readonly PostgresCluster _cluster = SharedPostgres.Get();
    private readonly string _schema;

    public RunningBridgeOnPostgres() => _schema = _cluster.FreshSchema();

    protected override IReadOnlyDictionary<string, string> Settings => PostgresSettings(_cluster, _schema);

    internal static Dictionary<string, string> PostgresSettings(PostgresCluster cluster, string schema) => new()
    {
        ["Bridge__Store__Kind"] = "postgresql", ["Bridge__Store__ConnectionString"] = cluster.ConnectionString, ["Bridge__Store__Schema"] = schema,
    };
}
