using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Push;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Messages;

/// <summary>Follows the store: one reader takes each new event into the window and wakes those who may see it.</summary>
internal sealed class MessageFeed(
    IEventStore store, EventWindow recent, Waiters waiters, IPushes pushes, OtherInstances others, ILogger<MessageFeed> log) : IRunsWhenReady
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var position = recent.LastSequence;
        others.Reached(position);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await store.WaitForNewerAsync(position, cancellation);
                var upTo = store.LastSequence;
                await foreach (var stored in store.ReadAsync(position, cancellation))
                {
                    // Before anybody is woken: who sees the event must not meet an older state.
                    others.Take(stored);
                    var audience = Audience.Of(stored.Event);
                    recent.Add(stored, audience);
                    position = stored.Sequence;
                    waiters.Wake(audience);
                    pushes.Announce(stored);
                }

                // A damaged range is never read: without this step the loop would ask for it for ever.
                position = Math.Max(position, upTo);
                others.Reached(position);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                log.LogError(problem, "Events above {Sequence} could not be read; trying again", position);
                await Task.Delay(RetryAfter, CancellationToken.None);
            }
        }
    }
}
