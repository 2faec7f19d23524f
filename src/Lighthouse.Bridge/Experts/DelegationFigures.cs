namespace Lighthouse.Bridge.Experts;

/// <summary>What became of the work that was handed out since the process started.</summary>
/// <param name="Created">Delegations and tasks handed out.</param>
/// <param name="Open">Those that are open now, whenever they were handed out.</param>
/// <param name="Moved">How often one passed from a lost expert to another.</param>
/// <param name="Ended">How many ended, by state.</param>
/// <param name="SecondsToComplete">How long the completed ones took.</param>
public sealed record DelegationFigures(
    long Created, int Open, long Moved, IReadOnlyDictionary<DelegationState, long> Ended, DurationHistogram SecondsToComplete);

/// <summary>How many durations were at most so long.</summary>
/// <param name="Bounds">Upper bounds in seconds, ascending.</param>
/// <param name="AtMost">How many durations did not exceed each bound.</param>
/// <param name="Count">How many there were.</param>
/// <param name="SumSeconds">Their sum.</param>
public sealed record DurationHistogram(IReadOnlyList<double> Bounds, IReadOnlyList<long> AtMost, long Count, double SumSeconds);
