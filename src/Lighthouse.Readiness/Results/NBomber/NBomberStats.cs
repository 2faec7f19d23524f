namespace Lighthouse.Readiness.Results.NBomber;

/// <summary>What a report for people says of a scenario or a step.</summary>
/// <param name="Label">Which.</param>
/// <param name="Counts">Requests.</param>
/// <param name="Rate">Successful requests a second.</param>
/// <param name="Latencies">min, mean, max, 50, 75, 95, 99 in milliseconds; empty when nothing succeeded.</param>
internal sealed record NBomberStats(string Label, (long Requests, long Succeeded, long Failed) Counts, double Rate, IReadOnlyDictionary<string, double> Latencies);
