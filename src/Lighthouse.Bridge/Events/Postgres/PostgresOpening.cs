using System.Diagnostics;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>Brings a store from what is in the database to where it can take events.</summary>
internal sealed class PostgresOpening(PostgresStoreOptions options, IRecordSeal seal, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public PostgresEventStore Open(Func<PostgresDatabase, RecoveredRows, ILogger, PostgresEventStore> create)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            var database = new PostgresDatabase(options);
            try
            {
                return create(database, Recover(database), logger);
            }
            catch (Exception problem)
            {
                Task.Run(async () => await database.DisposeAsync()).GetAwaiter().GetResult();
                // A name that is taken may be that of a process which has just ended.
                var mayPass = problem is EventStoreException { Error: EventStoreError.Locked } ? Stopwatch.GetElapsedTime(begun) < options.StatementLimit
                    : PostgresDatabase.IsLoss(problem) && Stopwatch.GetElapsedTime(begun) < options.OpeningLimit;
                if (!mayPass) throw problem is EventStoreException ? problem : Unusable(problem);
                logger.LogWarning("The event store cannot be opened yet: {Problem}", PostgresDatabase.Describe(problem));
                Thread.Sleep(Pause);
            }
        }
    }

    private RecoveredRows Recover(PostgresDatabase database)
    {
        using var connection = database.Open();
        new PostgresSchema(database, seal).Prepare(connection);
        var recovered = new PostgresRecovery(database, seal).Recover(connection);
        foreach (var violation in recovered.Report.Violations)
            logger.LogError("{Kind} ({Severity}): {Detail}", violation.Kind, violation.Severity, violation.Detail);
        return recovered;
    }

    private static EventStoreException Unusable(Exception problem) => new(
        EventStoreError.NotWritable,
        $"LHB6324: the event store cannot be opened in the database: {PostgresDatabase.Describe(problem)} Check Bridge:Store:ConnectionString, the server and the role's rights.",
        problem);
}
