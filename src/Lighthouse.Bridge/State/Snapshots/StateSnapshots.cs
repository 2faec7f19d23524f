using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Searching;

namespace Lighthouse.Bridge.State.Snapshots;

/// <summary>Makes snapshots from stored events, and finds the newest one that can be used.</summary>
internal sealed class StateSnapshots(
    IEventStore store, StateParts parts, SnapshotFiles files, RegisteredServices registered, IServiceProvider services, ILogger<StateSnapshots> log)
{
    /// <summary>Why none are made; null when they are.</summary>
    public string? Unavailable =>
        parts.Missing.Count > 0 ? $"{string.Join(", ", parts.Missing)} cannot be written down"
        : store.LastSequence > 0 && store.SealOf(store.LastSequence) is null ? "the event store does not say what seals its events"
        : null;

    /// <summary>
    /// The newest snapshot that verifies, belongs to this history and holds exactly the parts of this version; null when there is none.
    /// Those that do not verify are reported.
    /// </summary>
    public async Task<Snapshot?> NewestAsync(long upTo = long.MaxValue)
    {
        if (await NewestReadAsync(upTo) is not var (snapshot, state))
            return null;
        await state.DisposeAsync();
        return snapshot;
    }

    /// <summary>Whether a snapshot states the seal that the history has at its place.</summary>
    public bool IsOfThisHistory(Snapshot snapshot) =>
        snapshot.Sequence <= store.LastSequence && store.SealOf(snapshot.Sequence) is { } seal && seal.AsSpan().SequenceEqual(snapshot.ChainSeal);

    /// <summary>Writes the state as it was after an event.</summary>
    /// <returns>False when it could not be told, because events that it needs cannot be read.</returns>
    public async Task<bool> MakeAsync(long sequence, CancellationToken cancellation)
    {
        if (store.SealOf(sequence) is not { } seal)
            return false;
        // Of the newest one its figures alone are kept: its bytes are most of what is alive meanwhile.
        var (from, length, state) = await NewestReadAsync(sequence) is var (newest, read)
            ? (newest.Sequence, newest.Body.Length, read)
            : (0, 0, ShadowState.Create(registered, services));
        await using var shadow = state;
        if (from == sequence)
            return true;
        if (from == 0 && store.FirstSequence > 1)
            return false;
        var selection = new EventSelection { AfterSequence = from, UpToSequence = sequence, SourceComponent = BridgeEvents.Component };
        await foreach (var stored in store.ReadAsync(selection, cancellation))
        {
            shadow.Parts.Apply(stored);
            PacedWork.Rest();
        }

        files.Write(new Snapshot(sequence, seal, shadow.Parts.Write(length + (length / 8))));
        return true;
    }

    /// <summary>The last sequence that the older of the kept sound snapshots covers: what lies above is still needed.</summary>
    public long CoveredUpTo()
    {
        var sound = files.Paths().Select(files.Read).OfType<Snapshot>().Where(IsOfThisHistory).Select(snapshot => snapshot.Sequence).ToList();
        return sound.Count >= SnapshotFiles.Kept ? sound.Min() : 0;
    }

    // With the state as it was read: to read it once more would take as much memory again, and a snapshot is most of what is alive meanwhile.
    private async Task<(Snapshot Snapshot, ShadowState State)?> NewestReadAsync(long upTo)
    {
        if (parts.Missing.Count > 0)
            return null;
        foreach (var path in files.Paths())
        {
            if (files.Read(path) is not { } snapshot)
            {
                log.LogError("LHB6161: snapshot '{Path}' does not verify and is not used; an older one or every event is", path);
                continue;
            }
            if (snapshot.Sequence > upTo)
                continue;
            if (!IsOfThisHistory(snapshot))
                log.LogError("LHB6162: snapshot '{Path}' is of another history than the stored events and is not used", path);
            else if (await ReadAsync(snapshot) is { } state)
                return (snapshot, state);
            else
                log.LogWarning("Snapshot '{Path}' was written by another version and is not used", path);
        }
        return null;
    }

    private async Task<ShadowState?> ReadAsync(Snapshot snapshot)
    {
        // Tried on parts that nobody uses: one that cannot be read must not leave half of itself in those that serve.
        var trial = ShadowState.Create(registered, services);
        if (trial.Parts.TryRead(snapshot.Body))
            return trial;
        await trial.DisposeAsync();
        return null;
    }
}
