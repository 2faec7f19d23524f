using System.Globalization;
using Lighthouse.Load.Recording;
using Lighthouse.Load.Running;

namespace Lighthouse.Load.Results;

/// <summary>Finds what makes a run measure its generator instead of its target.</summary>
internal static class LoadDoubts
{
    public static IEnumerable<string> About(LoadExecution execution, LoadOptions options)
    {
        var record = execution.Record;
        var missing = record.Intended - record.Started - record.Dropped;
        if (record.Started == 0)
            yield return Text($"LHL3101: no iteration was started of {record.Intended} intended; nothing was measured.");
        if (record.Dropped > 0)
            yield return Text($"LHL3102: {record.Dropped} of {record.Intended} iterations were dropped because {options.MaxInFlight} were in flight; allow more or ask for less.");
        if (missing > 0)
            yield return Text($"LHL3103: {missing} of {record.Intended} intended iterations were never started; the generator was the bottleneck.");
        if (record.StartDelay.Count > 0 && record.StartDelay.Percentile(99) is var late && late > options.MaxStartDelay)
            yield return Text($"LHL3104: the generator started late, p99 {late.TotalMilliseconds:0.#} ms; at most {options.MaxStartDelay.TotalMilliseconds:0.#} ms is allowed. Ask for less or give it more processor.");
        if (OverflowOf(record) is var overflow and > 0)
            yield return Text($"LHL3105: {overflow} times were longer than {LatencyHistogram.Highest.TotalHours:0} h and have no bucket of their own.");
        if (execution.Abandoned > 0)
            yield return Text($"LHL3106: {execution.Abandoned} iterations ignored their cancellation and may still be running; let steps observe the token.");
    }

    private static long OverflowOf(RunRecord record) =>
        record.Latency.Overflow + record.ServiceTime.Overflow + record.StartDelay.Overflow;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
