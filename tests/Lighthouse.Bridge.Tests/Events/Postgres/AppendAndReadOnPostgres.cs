namespace Lighthouse.Bridge.Tests.Events.Postgres;

public sealed class AppendAndReadOnPostgres : AppendAndReadTests
{
    // A small memory, so that most is read from the database.
    private protected override StoreHome NewHome(long segmentBytes = 100_000_000) => new PostgresHome { RecentEvents = segmentBytes < 100_000_000 ? 100 : 8_192 };
}
