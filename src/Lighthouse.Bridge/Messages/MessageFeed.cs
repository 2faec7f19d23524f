using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Push;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Messages;

/// <summary>
/// Follows the store: one reader at a time takes each new event into the window and wakes those who may see it. Usually that is the loop;
/// who has stored something that another waits for can do it on the spot, which saves the way to another thread.
/// </summary>
internal sealed class MessageFeed(
    IEventStore store, EventWindow recent, Waiters waiters, IPushes pushes, OtherInstances others, Announcer announcer, ILogger<MessageFeed> log) : IRunsWhenReady, IDisposable
{
    // Who has more to do for others than for himself leaves it to the loop.
    private const int MostAtOnce = 4;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _position;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        others.Reached(recent.LastSequence);
        _position = recent.LastSequence;
        // A store that is elsewhere is asked by the loop alone: no caller's answer waits for its network.
        if (!others.CanBe) announcer.Begin(this);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await store.WaitForNewerAsync(Volatile.Read(ref _position), cancellation);
                await _turn.WaitAsync(cancellation);
                await TakeNewAsync(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                log.LogError(problem, "Events above {Sequence} could not be read; trying again", Volatile.Read(ref _position));
                await Task.Delay(RetryAfter, CancellationToken.None);
            }
        }
    }

    /// <summary>Takes what is new without waiting for the loop; does nothing while somebody else does.</summary>
    public async ValueTask HurryAsync()
    {
        if (store.LastSequence - Volatile.Read(ref _position) > MostAtOnce || !_turn.Wait(0)) return;
        try
        {
            await TakeNewAsync(CancellationToken.None);
        }
        catch (Exception problem)
        {
            // The loop meets it too, and tries again.
            log.LogDebug(problem, "Events above {Sequence} could not be read at once", Volatile.Read(ref _position));
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Reads on from where the last one was. Whoever calls has the turn, and has it no more afterwards.</summary>
    private async ValueTask TakeNewAsync(CancellationToken cancellation)
    {
        try
        {
            var upTo = store.LastSequence;
            await foreach (var stored in store.ReadAsync(_position, cancellation))
            {
                // Before anybody is woken: who sees the event must not meet an older state.
                others.Take(stored);
                var audience = Audience.Of(stored.Event);
                recent.Add(stored, audience);
                Volatile.Write(ref _position, stored.Sequence);
                waiters.Wake(stored.Sequence, audience);
                pushes.Announce(stored);
            }

            // A damaged range is never read: without this step the loop would ask for it for ever.
            Volatile.Write(ref _position, Math.Max(_position, upTo));
            others.Reached(_position);
        }
        finally
        {
            _turn.Release();
        }
    }
}
