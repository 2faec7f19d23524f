using Lighthouse.Load.Results;
using Lighthouse.Suites.Performance.Watching;

namespace Lighthouse.Suites.Performance.Ladder;

/// <summary>What was measured with so many agents.</summary>
/// <param name="Agents">How many.</param>
/// <param name="Connected">How many were in a long poll at once, as the bridge counts them.</param>
/// <param name="Work">The generator's result; null when they were not all connected.</param>
/// <param name="InTime">Pieces of work that were done within the time that the runbook gives them.</param>
/// <param name="Use">What was used meanwhile.</param>
internal sealed record Rung(int Agents, int Connected, LoadResult? Work, long InTime, ResourceUse Use)
{
    /// <summary>Pieces that were asked for.</summary>
    public long Asked => Work?.Intended ?? 0;

    /// <summary>The share that was done in time, 0 to 1; 0 where the agents could not even connect.</summary>
    public double Share => Asked > 0 ? (double)InTime / Asked : 0;

    /// <inheritdoc/>
    public override string ToString() => Work is null
        ? $"{Agents:#,##0}: only {Connected:#,##0} connected ({Use})"
        : FormattableString.Invariant($"{Agents:#,##0}: {Asked:#,##0} asked, {Share * 100:0.#} % in time, p99 {Work.LatencyFromIntendedStart.Percentile(99).TotalMilliseconds:0.#} ms ({Use})");
}
