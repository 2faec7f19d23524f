using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.State.Snapshots;

namespace Lighthouse.Bridge.State;

/// <summary>Brings what other instances of the bridge stored into this one's state. Where the store has one owner there is nothing to do.</summary>
internal sealed class OtherInstances(IServiceProvider services, ILogger<OtherInstances> log)
{
    // Longer than the follower's own rounds, so that one that comes late on a busy machine is no refusal.
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(5);
    private readonly SequenceWaiters _reached = new(0);
    // Asked for late: what is rebuilt from events may itself ask for a catch-up, and the store opens when it is asked for first.
    private readonly Lazy<StateParts> _parts = new(services.GetRequiredService<StateParts>);
    private readonly Lazy<ISharedEventStore?> _shared = new(services.GetService<ISharedEventStore>);
    private long _position;
    private long _news;

    /// <summary>Whether there can be others, so that the store and not this instance's memory decides what may happen once only.</summary>
    // Asked before the store is open, too, and asking must not open it.
    public bool CanBe { get; } = services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(ISharedEventStore));

    /// <summary>How many events of others have been taken into account; read it before what may have to be tried again.</summary>
    public long Seen => Volatile.Read(ref _news);

    /// <summary>Takes an event into account that this instance did not decide itself. Called in the order of the sequence.</summary>
    public void Take(StoredEvent stored)
    {
        if (_shared.Value?.IsNews(stored) != true) return;
        _parts.Value.Apply(stored);
        Interlocked.Increment(ref _news);
    }

    /// <summary>Everything up to this sequence has been taken into account.</summary>
    public void Reached(long sequence)
    {
        Volatile.Write(ref _position, sequence);
        _reached.Advance(sequence);
    }

    /// <summary>
    /// Takes everything into account that is stored now. True when anything was new since <see cref="Seen"/> was read: then what was unknown
    /// may be known. It takes at most five seconds, several rounds of asking the store anew.
    /// </summary>
    /// <exception cref="RefusalException">503 when it could not be found out what is stored: then nothing can be called unknown.</exception>
    public async Task<bool> CatchUpAsync(long seen, CancellationToken cancellation)
    {
        if (_shared.Value is not { } shared) return false;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(LongestCatchUp);
        try
        {
            var newest = await shared.RefreshAsync(bound.Token);
            if (Volatile.Read(ref _position) < newest) await _reached.WaitAsync(newest - 1, bound.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning("What other instances stored could not be taken into account within {Limit}", LongestCatchUp);
            throw Behind();
        }
        catch (EventStoreException)
        {
            // The store logs why it cannot be asked.
            throw Behind();
        }

        return Seen != seen;
    }

    private static RefusalException Behind() => new(
        StatusCodes.Status503ServiceUnavailable, "catching_up", "What other instances stored is not known here yet.", TimeSpan.FromSeconds(1));
}
