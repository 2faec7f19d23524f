using Lighthouse.Targets;

namespace Lighthouse.Suites.Integration.Stores;

/// <summary>Where an instance of a gate's own keeps its events, and how they are read without it.</summary>
internal abstract class MeasuredStore
{
    /// <summary>What it is, for the evidence.</summary>
    public abstract string Name { get; }

    /// <summary>The stores that this run measures: files always; PostgreSQL in the larger profiles, where it is on the machine.</summary>
    public static async Task ForEachAsync(Day day, Func<MeasuredStore, Task> measure)
    {
        await measure(new FileStore(day));
        if (day.IsQuick || !PostgresServer.IsAvailable)
            return;
        using var server = PostgresServer.Start();
        await measure(new PostgresStore(day, server));
    }

    /// <summary>Starts an instance on it.</summary>
    public abstract Task<TargetProcess> StartAsync(CancellationToken cancellation);

    /// <summary>Every record whose seal holds, by sequence.</summary>
    public abstract IReadOnlyList<StoredRecord> Read(TargetProcess target);
}
