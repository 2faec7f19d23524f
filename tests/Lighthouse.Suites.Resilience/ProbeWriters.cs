using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos.Ledger;

namespace Lighthouse.Suites.Resilience;

/// <summary>
/// Agents that store events without a pause, all through the faults. What the bridge acknowledged goes to the ledger; what it did not is asked again
/// under a new key. Now and then one reads what it has just been told to be stored: it must be there.
/// </summary>
internal sealed class ProbeWriters : IAsyncDisposable
{
    public const string EventType = "fault_probe";
    private const int ReadsEvery = 4;

    // News so rare that the listener mostly waits: a link must be cut while a poll is held.
    private const int AddressedEvery = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource stop = new();
    private readonly AcknowledgedLedger ledger;
    private readonly string? reader;
    private readonly ConcurrentBag<long> addressed = [];
    private readonly ConcurrentQueue<TimedRequest> requests = [];
    private readonly ConcurrentDictionary<string, bool> refusals = new(StringComparer.Ordinal);
    private readonly List<Task> loops;
    private long attempts, answered, wrong, checks;
    private long lastSuccess = Stopwatch.GetTimestamp();

    /// <param name="writers">Who writes.</param>
    /// <param name="ledger">Where acknowledgements go.</param>
    /// <param name="reader">Whom every other event of the first writer is addressed to; null for nobody.</param>
    public ProbeWriters(IReadOnlyList<BridgeSession> writers, AcknowledgedLedger ledger, string? reader = null)
    {
        this.ledger = ledger;
        this.reader = reader;
        loops = [.. writers.Select((writer, index) => Task.Run(() => WriteAsync(writer, isFirst: index == 0)))];
    }

    /// <summary>Events that were to be stored.</summary>
    public long Attempts => Interlocked.Read(ref attempts);

    /// <summary>Those that were acknowledged.</summary>
    public long Answered => Interlocked.Read(ref answered);

    /// <summary>Answers that were looked at.</summary>
    public long Checked => Attempts + Interlocked.Read(ref checks);

    /// <summary>Refusals that nothing explains, neither a limit (429) nor a store that is away (503), and reads without what had been acknowledged before.</summary>
    public long Wrong => Interlocked.Read(ref wrong);

    /// <summary>Timestamp of the last acknowledged request.</summary>
    public long LastSuccess => Interlocked.Read(ref lastSuccess);

    /// <summary>Sequences of the acknowledged events that were addressed to the listener.</summary>
    public IReadOnlyCollection<long> Addressed => addressed;

    /// <summary>Every request so far, and how it ended.</summary>
    public IReadOnlyCollection<TimedRequest> Requests => requests;

    /// <summary>Why the last request without an answer had none; null when every one had.</summary>
    public string? LastProblem { get; private set; }

    /// <summary>Whether any of them was refused with a code.</summary>
    public bool WereRefusedAs(string code) => refusals.ContainsKey(code);

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

    private async Task WriteAsync(BridgeSession writer, bool isFirst)
    {
        for (var number = 0L; !stop.IsCancellationRequested; number++)
        {
            var key = $"{writer.AgentId}/{number}";
            var to = isFirst && number % AddressedEvery == 0 ? reader : null;
            var begun = Stopwatch.GetTimestamp();
            var isAnswered = false;
            try
            {
                Interlocked.Increment(ref attempts);
                var receipt = await writer.StoreEventAsync(new EventDraft(EventType, new { key, text = TextOf(key), to_agent = to }));
                isAnswered = true;
                requests.Enqueue(new TimedRequest(begun, Stopwatch.GetElapsedTime(begun), IsAnswered: true));
                if (to is not null)
                    addressed.Add(receipt.Sequence);
                ledger.Acknowledge(key, receipt.Sequence, Encoding.UTF8.GetBytes(TextOf(key)));
                Interlocked.Increment(ref answered);
                Interlocked.Exchange(ref lastSuccess, Stopwatch.GetTimestamp());
                if (number % ReadsEvery == 0)
                    await ReadBackAsync(writer, receipt.Sequence);
            }
            catch (BridgeException refusal)
            {
                refusals.TryAdd(refusal.Code, true);
                if ((int)refusal.StatusCode is not (429 or 503))
                    NoteWrong($"{key} was refused: {(int)refusal.StatusCode} {refusal.Message}");
            }
            catch (Exception problem) when (problem is HttpRequestException or SocketException or TimeoutException or IOException)
            {
                // The bridge is away; that is what the availability counts.
                LastProblem = problem.Message;
            }
            catch (Exception problem)
            {
                NoteWrong($"{key} ended in {problem}");
            }

            if (!isAnswered)
                requests.Enqueue(new TimedRequest(begun, Stopwatch.GetElapsedTime(begun), IsAnswered: false));
            // An agent may make a thousand requests a minute.
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task ReadBackAsync(BridgeSession writer, long sequence)
    {
        var page = await writer.QueryAsync(new EventQuery { EventType = EventType, AgentId = writer.AgentId, AfterSequence = sequence - 1, Limit = 1 });
        Interlocked.Increment(ref checks);
        if (page.Events is not [{ Sequence: var first }] || first != sequence)
            NoteWrong($"{writer.AgentId} read {page.Count} events after {sequence - 1}, and not the one with sequence {sequence} that had been acknowledged");
    }

    private void NoteWrong(string what)
    {
        if (Interlocked.Increment(ref wrong) <= 5)
            Day.Progress($"wrong: {what}");
    }

    private static string TextOf(string key) => $"written by {key}";
}
