using System.Globalization;
using Lighthouse.Load.Recording;
using Lighthouse.Load.Running;

namespace Lighthouse.Load.Results;

/// <summary>Finds what makes a run measure its generator instead of its target.</summary>
internal static class LoadDoubts
{
    private const double MostOfAThread = 0.95;

    public static IEnumerable<string> About(RunRecords records, LoadOptions options, GeneratorCpu cpu, int abandoned)
    {
        var record = records.Measured;
        var missing = record.Intended - record.Started - record.Dropped;
        if (record.Started == 0)
            yield return Text($"LHL3101: no iteration was started of {record.Intended} intended; nothing was measured.");
        if (record.Dropped > 0)
            yield return Text($"LHL3102: {record.Dropped} of {record.Intended} iterations were dropped because {options.MaxInFlight} were in flight; allow more or ask for less.");
        if (missing > 0)
            yield return Text($"LHL3103: {missing} of {record.Intended} intended iterations were never started; the generator was the bottleneck, or had too few connections.");
        if (record.StartDelay.Count > 0 && record.StartDelay.Percentile(99) is var late && late > options.MaxStartDelay)
            yield return Text($"LHL3104: the generator started late, p99 {late.TotalMilliseconds:0.#} ms; at most {options.MaxStartDelay.TotalMilliseconds:0.#} ms is allowed. Ask for less or give it more processor.");
        if (OverflowOf(record) is var overflow and > 0)
            yield return Text($"LHL3105: {overflow} times were longer than {LatencyHistogram.Highest.TotalHours:0} h and have no bucket of their own.");
        if (records.SchedulingDelay.Count > 0 && records.SchedulingDelay.Percentile(50) is var behind && behind > options.MaxStartDelay)
            yield return Text($"LHL3107: the generator's thread pool ran half of its work more than {behind.TotalMilliseconds:0.#} ms late; at most {options.MaxStartDelay.TotalMilliseconds:0.#} ms is allowed. Ask for less, or let steps not block.");
        if (cpu.BusiestThread > MostOfAThread)
            yield return Text($"LHL3108: the generator's thread was busy {cpu.BusiestThread:0%} of the time; it was the bottleneck. Share the plan among more processes.");
        if (abandoned > 0)
            yield return Text($"LHL3106: {abandoned} iterations ignored their cancellation and may still be running; let steps observe the token.");
    }

    private static long OverflowOf(RunRecord record) =>
        record.Latency.Overflow + record.ServiceTime.Overflow + record.StartDelay.Overflow;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
