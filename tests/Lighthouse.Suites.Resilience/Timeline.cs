using System.Collections.Concurrent;
using System.Diagnostics;
using Lighthouse.Chaos;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Suites.Resilience;

/// <summary>How a scenario's requests went from moment to moment, and when its faults were there. It is for a reader; nothing judges it.</summary>
internal sealed class Timeline
{
    private const int MostSteps = 400;
    private static readonly TimeSpan ShortestStep = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentQueue<TimedRequest> requests = [];
    private readonly ConcurrentQueue<(string Name, long Injected, TimeSpan Lasted)> faults = [];

    /// <summary>Adds requests.</summary>
    public void Add(IEnumerable<TimedRequest> more)
    {
        foreach (var request in more)
            requests.Enqueue(request);
    }

    /// <summary>Adds the fault of an experiment, from its injection to the proof of its healing.</summary>
    public void Add(string name, ExperimentResult result)
    {
        if (result is { InjectedAt: { } injected, UntilHealed: { } lasted })
            faults.Enqueue((name, injected, lasted));
    }

    /// <summary>
    /// Availability and slowest answer of every step; a request counts where it began. Null when no request was timed.
    /// </summary>
    public RecordedSeries? ToSeries(string gate)
    {
        if (requests.IsEmpty)
            return null;
        var zero = requests.Min(request => request.Begun);
        var whole = Stopwatch.GetElapsedTime(zero, requests.Max(request => request.Begun));
        var step = ShortestStep;
        while (whole / step > MostSteps)
            step *= 2;
        var steps = requests.GroupBy(request => (long)(Stopwatch.GetElapsedTime(zero, request.Begun) / step)).OrderBy(group => group.Key).ToList();
        var answered = steps.Where(one => one.Any(request => request.IsAnswered)).ToList();
        List<SeriesLine> lines = [new("acknowledged", Unit.Percent.Symbol, At(steps), [.. steps.Select(one => Math.Round(100.0 * one.Count(request => request.IsAnswered) / one.Count(), 2))])];
        if (answered.Count > 0)
            lines.Add(new("slowest acknowledgement", Unit.Millisecond.Symbol, At(answered), [.. answered.Select(one => Math.Round(one.Where(request => request.IsAnswered).Max(request => request.Took).TotalMilliseconds, 2))]));
        return new Measure(gate, "").Series(
            "Requests through the fault", $"time since the first request, in steps of {step.TotalMilliseconds:0} ms", Unit.Second, lines, [.. faults.OrderBy(fault => fault.Injected).Select(Span)]);

        List<double> At(IEnumerable<IGrouping<long, TimedRequest>> groups) => [.. groups.Select(group => Math.Round((group.Key + 0.5) * step.TotalSeconds, 3))];

        SeriesSpan Span((string Name, long Injected, TimeSpan Lasted) fault)
        {
            var from = Stopwatch.GetElapsedTime(zero, fault.Injected).TotalSeconds;
            return new SeriesSpan(fault.Name, Math.Round(from, 3), Math.Round(from + fault.Lasted.TotalSeconds, 3));
        }
    }
}
