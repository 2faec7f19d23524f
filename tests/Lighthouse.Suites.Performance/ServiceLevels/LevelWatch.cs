using Lighthouse.Bridge.Client;
using Lighthouse.Load.ServiceLevels;
using Lighthouse.Suites.Performance.Watching;

namespace Lighthouse.Suites.Performance.ServiceLevels;

/// <summary>Watches the runbook's service levels while a load runs: every request of the load is told to it, and it looks several times a second.</summary>
internal sealed class LevelWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource<ServiceLevelBreach> breach = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RequestWindow requests;
    private readonly ServiceLevelWatch watch;
    private readonly LevelFigures figures;
    private readonly HashSet<string> rollingBack;
    private readonly TimeSpan end;
    private readonly Thread thread;

    /// <summary>Begins to watch; nothing is looked at before a whole window is filled.</summary>
    /// <param name="day">The day, whose gate <c>sla</c> names the levels.</param>
    /// <param name="target">Whom the requests go to.</param>
    /// <param name="window">How far back every figure reaches.</param>
    /// <param name="grace">What of the runbook's grace is kept; 1 for all of it.</param>
    /// <param name="until">When the load is over: what is then no longer asked breaks no promise. Null for as long as the watch lives.</param>
    public LevelWatch(Day day, Uri target, TimeSpan window, double grace, TimeSpan? until = null)
    {
        end = until ?? TimeSpan.MaxValue;
        var gate = day.Runbook.FindGate(Sla.Gate)!;
        requests = new RequestWindow(window, TimeProvider.System);
        watch = new ServiceLevelWatch(LevelFigures.Of(gate.Levels, grace));
        figures = new LevelFigures(requests, WatchedProcess.ListeningOn(target), window, LevelFigures.InTime(gate));
        rollingBack = [.. gate.Levels.Where(level => level.Answer == Readiness.Runbooks.BreachAnswer.Rollback).Select(level => level.Id)];
        // A thread of its own: the pool is busy with the load just when it matters.
        thread = new Thread(Watch) { IsBackground = true, Name = "service levels" };
        thread.Start();
    }

    /// <summary>Since the beginning of the watch, by its own clock.</summary>
    public TimeSpan Now => requests.Now;

    /// <summary>The first breach that calls for a rollback.</summary>
    public Task<ServiceLevelBreach> Breach => breach.Task;

    /// <summary>How each level fared. Stable once the watch is disposed.</summary>
    public IReadOnlyCollection<WatchedLevel> Levels => watch.Levels;

    /// <summary>Sends a request of the load, and takes note of how it ended.</summary>
    /// <param name="waited">How much later than intended it begins.</param>
    /// <param name="request">Sends it.</param>
    public async Task<T> TimeAsync<T>(TimeSpan waited, Func<Task<T>> request)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var fate = RequestFate.Unavailable;
        try
        {
            var answer = await request();
            fate = RequestFate.Answered;
            return answer;
        }
        catch (BridgeException refusal)
        {
            fate = (int)refusal.StatusCode >= 500 ? RequestFate.Unavailable : RequestFate.Wrong;
            throw;
        }
        finally
        {
            requests.Add(waited + TimeProvider.System.GetElapsedTime(begun), fate);
        }
    }

    public void Dispose()
    {
        if (stop.IsCancellationRequested)
            return;
        stop.Cancel();
        thread.Join();
        stop.Dispose();
    }

    private void Watch()
    {
        while (!stop.Token.WaitHandle.WaitOne(Interval) && requests.Now < end)
        {
            if (!requests.IsFull)
                continue;
            try
            {
                foreach (var one in watch.Look(requests.Now, figures.Read()))
                {
                    Day.Progress(FormattableString.Invariant($"service level '{one.Level.Name}' breached: {one.Value:0.#####} since {(one.Declared - one.Begun).TotalSeconds:0.0} s, limit {one.Level.Limit:0.#####}"));
                    if (rollingBack.Contains(one.Level.Name))
                        breach.TrySetResult(one);
                }
            }
            catch (IOException)
            {
                // The process has ended; whoever talks to it finds out, and so does the availability of the next look.
            }
        }
    }
}
