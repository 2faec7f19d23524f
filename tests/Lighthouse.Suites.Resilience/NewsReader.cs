using System.Diagnostics;
using System.Net.Sockets;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Resilience;

/// <summary>An agent that listens by long polls all through the faults, and checks what it hears: in order, nothing twice.</summary>
internal sealed class NewsReader : IAsyncDisposable
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(1);

    // An agent may make a thousand requests a minute; news comes five times a second.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);
    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<long> heard = [];
    private readonly Task loop;
    private long lastHeard = Stopwatch.GetTimestamp();
    private long wrong, news;

    public NewsReader(BridgeSession session, long since) => loop = Task.Run(() => ListenAsync(session, since));

    /// <summary>Events that it was given.</summary>
    public long News => Interlocked.Read(ref news);

    /// <summary>Events that it was given a second time or out of order.</summary>
    public long Wrong => Interlocked.Read(ref wrong);

    /// <summary>Timestamp at which it last had news.</summary>
    public long LastHeard => Interlocked.Read(ref lastHeard);

    /// <summary>Why the last poll without an answer had none; null when every one had.</summary>
    public string? LastProblem { get; private set; }

    /// <summary>How many of some sequences it has not heard, after it was given time to.</summary>
    public async Task<int> MissingAsync(IReadOnlyCollection<long> sequences, TimeSpan within)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            int missing;
            lock (heard)
                missing = sequences.Count(sequence => !heard.Contains(sequence));
            if (missing == 0 || Stopwatch.GetElapsedTime(begun) > within)
                return missing;
            await Task.Delay(20);
        }
    }

    /// <summary>Ends it.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await loop;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    private async Task ListenAsync(BridgeSession session, long since)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var page = await session.WaitAsync(since, Hold, stop.Token);
                since = Take(page, since);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (problem is BridgeException or HttpRequestException or SocketException or TimeoutException or IOException)
            {
                // It asks again from where it was: nothing may be missed or given twice for that.
                LastProblem = problem.Message;
            }
            catch (Exception problem)
            {
                Interlocked.Increment(ref wrong);
                Day.Progress($"wrong: {session.AgentId}'s poll ended in {problem}");
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private long Take(WaitResult page, long since)
    {
        var last = since;
        lock (heard)
        {
            foreach (var one in page.Events)
            {
                news++;
                if (one.Sequence <= last)
                    Interlocked.Increment(ref wrong);
                last = Math.Max(last, one.Sequence);
                if (one.EventType == ProbeWriters.EventType)
                    heard.Add(one.Sequence);
            }
        }

        if (page.Count > 0)
            Interlocked.Exchange(ref lastHeard, Stopwatch.GetTimestamp());
        return Math.Max(last, page.NextSequence);
    }
}
