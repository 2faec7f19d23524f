using Lighthouse.Load.Recording;

namespace Lighthouse.Load.Endurance;

/// <summary>Adds up the windows of a journal one at a time: its memory does not depend on how many there are.</summary>
/// <param name="plan">What was planned.</param>
/// <param name="begun">When it first began.</param>
internal sealed class EnduranceSummary(EndurancePlan plan, DateTimeOffset begun)
{
    private const int MostGaps = 100, MostReadings = 200, MostBlocks = 40;
    private readonly SortedDictionary<int, LatencyHistogram> _earlyBlocks = [], _lateBlocks = [];
    private readonly List<EnduranceGap> _gaps = [];
    private readonly List<(double Hours, long Bytes)> _resident = [];
    private (DateTimeOffset End, string Instance, int Attempt)? _last;
    private TimeSpan _ran;
    private long _succeeded, _failed;
    private int _windows, _crashes, _every = 1;

    public void Add(EnduranceWindow window)
    {
        _windows++;
        _ran += window.Length;
        (_succeeded, _failed) = (_succeeded + window.Succeeded, _failed + window.Failed);
        var from = window.Begun - begun;
        if (from < plan.Duration * plan.Part)
            Merge(window, from, _earlyBlocks);
        if (from + window.Length > plan.Duration * (1 - plan.Part))
            Merge(window, from - (plan.Duration * (1 - plan.Part)), _lateBlocks);
        Compare(window);
        Keep(window, from);
        _last = (window.Begun + window.Length, window.Instance, window.Attempt);
    }

    public EnduranceResult Result(int attempts, IReadOnlyList<string> doubts) => new()
    {
        Begun = begun,
        Span = (_last?.End ?? begun) - begun,
        Ran = _ran,
        Gaps = [.. _gaps.OrderByDescending(gap => gap.Length)],
        Attempts = attempts,
        Windows = _windows,
        Succeeded = _succeeded,
        Failed = _failed,
        Crashes = _crashes,
        EarlyBlocks = [.. _earlyBlocks.Values.Where(block => block.Count > 0)],
        LateBlocks = [.. _lateBlocks.Values.Where(block => block.Count > 0)],
        Resident = [.. _resident],
        Doubts = doubts,
    };

    private void Merge(EnduranceWindow window, TimeSpan into, SortedDictionary<int, LatencyHistogram> blocks)
    {
        var part = plan.Duration * plan.Part;
        var count = (int)Math.Clamp(part / plan.Window, 1, MostBlocks);
        // What ended behind the end belongs to the last one.
        var index = (int)Math.Clamp(into / part * count, 0, count - 1);
        if (!blocks.TryGetValue(index, out var block))
            blocks.Add(index, block = new LatencyHistogram());
        block.Merge(LatencyHistogram.Decode(window.Latency));
    }

    private void Compare(EnduranceWindow window)
    {
        var end = _last?.End ?? begun;
        if (window.Begun - end > plan.Window / 2 && _gaps.Count < MostGaps)
            _gaps.Add(new EnduranceGap(end, window.Begun - end));
        if (_last is { } last && last.Attempt == window.Attempt && last.Instance != window.Instance)
            _crashes++;
        if (_last is { } before && before.Instance != window.Instance)
            _resident.Clear();
    }

    private void Keep(EnduranceWindow window, TimeSpan from)
    {
        if (window.ResidentBytes > 0 && _windows % _every == 0)
            _resident.Add(((from + window.Length).TotalHours, window.ResidentBytes));
        if (_resident.Count <= MostReadings)
            return;
        // Every second one goes, and from now on only every second comes.
        for (var index = _resident.Count - 1; index >= 0; index -= 2)
            _resident.RemoveAt(index);
        _every *= 2;
    }
}
