namespace Lighthouse.Bridge.Tests.Events.Postgres;

public sealed class LimitsOnPostgres : LimitTests
{
    private protected override StoreHome NewHome() => new PostgresHome();
}
