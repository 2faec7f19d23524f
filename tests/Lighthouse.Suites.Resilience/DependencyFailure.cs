using Lighthouse.Chaos.NetworkProxy;

namespace Lighthouse.Suites.Resilience;

/// <summary>The database of a bridge is away, slow, refuses and is half-open: the bridge says so, acknowledges nothing that is not stored, and comes back by itself.</summary>
public sealed class DependencyFailure(Day day)
{
    internal const string Gate = "dependency-failure";
    private static readonly DirectionCondition Late = new() { Latency = TimeSpan.FromMilliseconds(150) };

    private static readonly Disturbance[] Failures =
    [
        new("database-away", LinkConditions.CutBothWays),
        new("database-slow", new LinkConditions { ToTarget = Late, ToClients = Late }),
        new("database-refusing", new LinkConditions { Connections = ConnectionFate.Refused }),
        new("database-half-open", new LinkConditions { Connections = ConnectionFate.HalfOpen }),
    ];

    [Fact, Gate(
        Gate, "dependency_failure.recovery", "dependency_failure.acknowledged_lost", "dependency_failure.acknowledged_unstored", "dependency_failure.unreported",
        "dependency_failure.wrong_answers", "dependency_failure.undelivered", "dependency_failure.availability")]
    public async Task A_database_that_fails_is_reported_and_nothing_unstored_is_acknowledged()
    {
        Assert.SkipUnless(day.Measures(Gate), "this profile leaves the gate to a larger one");
        var tally = await Scenarios.OutcomeAsync(day, Gate, TestContext.Current.CancellationToken);
        ScenarioRecord.Draw(day, Gate, tally);
        var sizes = day.Sizes(Gate);
        var how = $"{sizes.Count("rounds")} times a PostgreSQL server that is away, slow, refusing and half-open for {sizes.Duration("lasts").TotalSeconds:0.#} s each, by proxies between it and four bridges, seen by asking the server through the proxy and past it; {sizes.Count("writers")} agents of each bridge stored events and one listened; acknowledged events compared with the rows, read by PostgreSQL's own client.";
        var measure = new Measure(Gate, how);
        day.Evidence.Record([
            .. ScenarioRecord.WithDelivery(Gate, tally, how),
            measure.Count("dependency_failure.acknowledged_unstored", tally.AcknowledgedUnstored, tally.Acknowledged, tally.Doubts),
            measure.Count("dependency_failure.unreported", tally.Unreported, tally.HealthLooks, tally.Doubts),
        ]);
    }

    internal static async Task<Tally> MeasureAsync(Day day, CancellationToken cancellation)
    {
        Assert.SkipUnless(PostgresServer.IsAvailable, PostgresServer.Missing);
        var sizes = day.Sizes(Gate);
        var tally = new Tally();
        for (var round = 1; round <= sizes.Count("rounds"); round++)
        {
            using var server = PostgresServer.StartOnLoopback();
            await DatabaseLink.RunAllAsync(day, server, Failures, (sizes.Duration("lasts"), sizes.Count("writers")), tally, cancellation);
        }

        return tally;
    }
}
