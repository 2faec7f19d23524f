namespace Lighthouse.Chaos.Lies;

/// <summary>How a history differs from what was acknowledged.</summary>
/// <param name="Acknowledged">How many deeds were acknowledged. With none, an empty difference proves nothing.</param>
/// <param name="Missing">Acknowledged and not there.</param>
/// <param name="Foreign">There, and acknowledged to nobody, or there more often than it was.</param>
public sealed record HistoryDifference(int Acknowledged, IReadOnlyList<string> Missing, IReadOnlyList<string> Foreign);
