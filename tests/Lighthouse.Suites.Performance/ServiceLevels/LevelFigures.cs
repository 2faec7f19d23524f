using Lighthouse.Load.ServiceLevels;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Suites.Performance.Watching;

namespace Lighthouse.Suites.Performance.ServiceLevels;

/// <summary>The figures that service levels are about, of the requests of the last seconds and of the process that answers them. Shares are 0 to 1, times seconds.</summary>
/// <param name="requests">The requests.</param>
/// <param name="process">The process; null when it cannot be seen from here: its figures are then left out.</param>
/// <param name="window">How far back the use of the processors reaches.</param>
/// <param name="inTime">Up to which latency an answer keeps what was promised.</param>
internal sealed class LevelFigures(RequestWindow requests, WatchedProcess? process, TimeSpan window, TimeSpan inTime)
{
    private static readonly string[] Known = ["compliance", "p99", "average", "availability", "errors", "rate", "cpu", "memory"];
    private readonly Queue<(TimeSpan At, TimeSpan Used)> used = [];

    /// <summary>The runbook's service levels, in the units of the figures.</summary>
    /// <param name="levels">As they stand there.</param>
    /// <param name="grace">What of their grace is kept; 1 for all of it.</param>
    public static IEnumerable<Load.ServiceLevels.ServiceLevel> Of(IEnumerable<Readiness.Runbooks.ServiceLevel> levels, double grace) => levels.Select(level =>
        Known.Contains(level.Id)
            ? new Load.ServiceLevels.ServiceLevel(level.Id, level.Limit.InBaseUnit, level.IsCeiling, level.Grace * grace)
            : throw new InvalidOperationException($"LHS5211: nothing measures the service level '{level.Id}'; there are figures of {string.Join(", ", Known)}."));

    /// <summary>Up to which latency an answer keeps what was promised: what the runbook allows 99 of 100.</summary>
    public static TimeSpan InTime(Gate gate) => TimeSpan.FromSeconds(gate.Levels.Single(level => level.Id == "p99").Limit.InBaseUnit);

    public IReadOnlyDictionary<string, double> Read()
    {
        var recent = requests.Read(inTime);
        var figures = new Dictionary<string, double>
        {
            ["rate"] = recent.PerSecond, ["compliance"] = recent.InTime, ["availability"] = recent.Available, ["errors"] = recent.Failed,
        };
        if (recent.Requests > 0)
            (figures["p99"], figures["average"]) = (recent.P99.TotalSeconds, recent.Mean.TotalSeconds);
        if (process is null)
            return figures;
        figures["memory"] = MachineMemory.UsedShare;
        if (ProcessorShare(process) is { } share)
            figures["cpu"] = share;
        return figures;
    }

    private double? ProcessorShare(WatchedProcess from)
    {
        used.Enqueue((requests.Now, from.ProcessorTime));
        var (now, all) = used.Last();
        while (used.Count > 2 && now - used.Peek().At > window)
            used.Dequeue();
        return used.Peek() is var first && now > first.At ? (all - first.Used) / (now - first.At) / Environment.ProcessorCount : null;
    }
}
