using Lighthouse.Targets;

namespace Lighthouse.Suites.Integration.Stores;

/// <summary>One history in PostgreSQL, which several instances may share.</summary>
internal sealed class PostgresStore(Day day, PostgresServer server) : MeasuredStore
{
    private const string Schema = "lighthouse";

    public override string Name => "PostgreSQL";

    public override Task<TargetProcess> StartAsync(CancellationToken cancellation) => day.StartOwnTargetAsync(
        ["--Bridge:Store:Kind=postgresql", $"--Bridge:Store:ConnectionString={server.ConnectionString}", $"--Bridge:Store:Schema={Schema}"], cancellation);

    public override IReadOnlyList<StoredRecord> Read(TargetProcess target) =>
        StoreReader.Read(server, Schema, day.Target.Credentials["store"]);
}
