namespace Lighthouse.Bridge.Tests.Events.Postgres;

public sealed class WaitOnPostgres : WaitTests
{
    private protected override StoreHome NewHome(long segmentBytes = 100_000_000) => new PostgresHome();
}
