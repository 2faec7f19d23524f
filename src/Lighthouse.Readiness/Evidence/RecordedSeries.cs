namespace Lighthouse.Readiness.Evidence;

/// <summary>How numbers went along an axis, for a reader to see what a single number hides. No criterion looks at it. Its texts come from outside: escape them where they are printed.</summary>
/// <param name="Gate">The gate whose test recorded it.</param>
/// <param name="Title">What is to be seen, a few words.</param>
/// <param name="Axis">What the numbers go along, such as <c>time</c>.</param>
/// <param name="AxisUnit">Symbol of the axis' unit, such as <c>s</c>; empty for a count.</param>
/// <param name="Lines">At least one, at most <see cref="MostLines"/>.</param>
/// <param name="Spans">Stretches of the axis that mean something, such as the time of a fault.</param>
/// <param name="Test">The test that recorded it, its full name.</param>
public sealed record RecordedSeries(
    string Gate, string Title, string Axis, string AxisUnit, IReadOnlyList<SeriesLine> Lines, IReadOnlyList<SeriesSpan> Spans, string Test)
{
    /// <summary>More lines nobody can tell apart.</summary>
    public const int MostLines = 8;

    /// <summary>The points that a line, and the spans that a series has at most: more than any page can show.</summary>
    public const int MostPoints = 2000;
}

/// <summary>One line of a series.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Symbol of the values' unit; empty for a count. Lines of one unit are drawn on one scale.</param>
/// <param name="At">Where on the axis each value stands, ascending.</param>
/// <param name="Values">The values, as many as <paramref name="At"/>.</param>
/// <param name="Lower">Lower bound of each value; null when there are none.</param>
/// <param name="Upper">Upper bound of each value; null when there are none.</param>
public sealed record SeriesLine(
    string Name, string Unit, IReadOnlyList<double> At, IReadOnlyList<double> Values, IReadOnlyList<double>? Lower = null, IReadOnlyList<double>? Upper = null);

/// <summary>A stretch of the axis.</summary>
/// <param name="Name">What it is.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends; equal to <paramref name="From"/> for a moment.</param>
public sealed record SeriesSpan(string Name, double From, double To);
