using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView.Streams;

/// <summary>Follows the store while there is a view, and hands on what every agent may see.</summary>
internal sealed class StreamFeed(IEventStore store, StreamArea streams, BridgeOptions options, ILogger<StreamFeed> log) : IRunsWhenReady
{
    private const long Recent = 2_000;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync(CancellationToken stopping)
    {
        if (options.FileView.MountPoint is null) return;
        var position = Math.Max(0, store.LastSequence - Recent);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await store.WaitForNewerAsync(position, stopping);
                var upTo = store.LastSequence;
                await foreach (var stored in store.ReadAsync(position, stopping))
                {
                    if (Audience.Of(stored.Event).IsShared) streams.Add(stored);
                    position = stored.Sequence;
                }

                position = Math.Max(position, upTo);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                log.LogError(problem, "LHB6740: events above {Sequence} could not be read for the file view; trying again", position);
                await Task.Delay(RetryAfter, CancellationToken.None);
            }
        }
    }
}
