using System.Diagnostics;
using System.Text;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos.Ledger;

namespace Lighthouse.Suites.Resilience;

/// <summary>
/// Agents that store events without a pause, all through the faults. What the bridge acknowledged goes to the ledger; what it did not is asked again under a new key.
/// </summary>
internal sealed class CrashWriters : IAsyncDisposable
{
    public const string EventType = "crash_probe";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource stop = new();
    private readonly AcknowledgedLedger ledger;
    private readonly List<Task> loops;
    private long attempts, answered, wrong;
    private long lastSuccess = Stopwatch.GetTimestamp();

    public CrashWriters(IReadOnlyList<BridgeSession> writers, AcknowledgedLedger ledger)
    {
        this.ledger = ledger;
        loops = [.. writers.Select(writer => Task.Run(() => WriteAsync(writer)))];
    }

    /// <summary>Requests made.</summary>
    public long Attempts => Interlocked.Read(ref attempts);

    /// <summary>Requests that were acknowledged.</summary>
    public long Answered => Interlocked.Read(ref answered);

    /// <summary>Refusals that nothing explains: neither a limit (429) nor a store that is away (503).</summary>
    public long Wrong => Interlocked.Read(ref wrong);

    /// <summary>Timestamp of the last acknowledged request.</summary>
    public long LastSuccess => Interlocked.Read(ref lastSuccess);

    /// <summary>Waits until something has been acknowledged after a moment.</summary>
    public async Task UntilAcknowledgedAfterAsync(long timestamp, CancellationToken cancellation)
    {
        while (LastSuccess <= timestamp)
            await Task.Delay(5, cancellation);
    }

    /// <summary>Ends the load; what is under way is still answered and counted.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(loops);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    private async Task WriteAsync(BridgeSession writer)
    {
        for (var number = 0L; !stop.IsCancellationRequested; number++)
        {
            var key = $"{writer.AgentId}/{number}";
            Interlocked.Increment(ref attempts);
            try
            {
                var receipt = await writer.StoreEventAsync(new EventDraft(EventType, new { key, text = TextOf(key) }));
                ledger.Acknowledge(key, receipt.Sequence, Encoding.UTF8.GetBytes(TextOf(key)));
                Interlocked.Increment(ref answered);
                Interlocked.Exchange(ref lastSuccess, Stopwatch.GetTimestamp());
            }
            catch (BridgeException refusal)
            {
                if ((int)refusal.StatusCode is not (429 or 503))
                    Interlocked.Increment(ref wrong);
            }
            catch (Exception problem) when (problem is HttpRequestException or TimeoutException or IOException)
            {
                // The bridge is away; that is what the availability counts.
            }

            // An agent may make a thousand requests a minute.
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private static string TextOf(string key) => $"written by {key}";
}
