using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.State.Snapshots;

namespace Lighthouse.Bridge.State;

/// <summary>Rebuilds all state: from the newest snapshot that can be used and the events behind it, or from every event.</summary>
internal sealed class StateRebuild(
    IEventStore store, StateParts parts, StateSnapshots snapshots, SnapshotFiles files, IElicitations elicitations, EventWindow window, ILogger<StateRebuild> log)
{
    /// <summary>Sequence of the snapshot that the state was rebuilt from; 0 when every event was applied.</summary>
    public long FromSnapshot { get; private set; }

    public async Task RunAsync(CancellationToken cancellation)
    {
        files.RemoveUnfinished();
        if (await snapshots.NewestAsync() is { } snapshot)
        {
            parts.TryRead(snapshot.Body);
            FromSnapshot = snapshot.Sequence;
        }
        else if (store.FirstSequence > 1)
        {
            log.LogError(
                "LHB6163: events before {First} were removed, and no snapshot that covers them can be used: state from before is missing. Restore a snapshot from a copy",
                store.FirstSequence);
        }

        var events = await ReplayAsync(cancellation);
        elicitations.WatchDeadlines();
        log.LogInformation("State was rebuilt from a snapshot at {Sequence} and {Events} events", FromSnapshot, events);
    }

    private async Task<long> ReplayAsync(CancellationToken cancellation)
    {
        // The window wants the newest events whether or not the state still needs them.
        var after = Math.Max(0, Math.Min(FromSnapshot, store.LastSequence - EventWindow.MostEvents));
        window.StartAfter(after);
        var events = 0L;
        await foreach (var stored in store.ReadAsync(after, cancellation))
        {
            window.Add(stored, Audience.Of(stored.Event));
            if (stored.Sequence <= FromSnapshot) continue;
            events++;
            parts.Apply(stored);
        }
        return events;
    }
}
