namespace Lighthouse.Bridge.Diagnostics;

/// <summary>What was counted since the process started.</summary>
internal sealed class Counters
{
    private long _impersonations;
    private long _replays;
    private long _limited;
    private readonly long[] _answers = new long[6];

    public long Impersonations => Volatile.Read(ref _impersonations);

    public long Replays => Volatile.Read(ref _replays);

    public long Limited => Volatile.Read(ref _limited);

    public void Impersonation() => Interlocked.Increment(ref _impersonations);

    public void Replay() => Interlocked.Increment(ref _replays);

    public void RateLimited() => Interlocked.Increment(ref _limited);

    /// <summary>Counts an answer by the class of its status.</summary>
    public void Answer(int status) => Interlocked.Increment(ref _answers[Math.Clamp(status / 100, 1, 5)]);

    /// <summary>Answers of a class: 2 for 2xx and so on.</summary>
    public long Answers(int statusClass) => Volatile.Read(ref _answers[statusClass]);
}
