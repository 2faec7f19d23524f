using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results;

/// <summary>What another tool measured.</summary>
/// <param name="Format">Its format.</param>
/// <param name="File">Name of the file, as it was given.</param>
/// <param name="Sha256">Digest of the file, lower-case hex.</param>
/// <param name="WrittenAt">When the file was last written, by the file system.</param>
/// <param name="Labels">The figures of each thing that it tells apart; the whole has the label <c>total</c>.</param>
public sealed record ToolResults(ResultFormat Format, string File, string Sha256, DateTimeOffset WrittenAt, IReadOnlyList<ToolLabel> Labels)
{
    private const int MostNamed = 12;

    /// <summary>The figures of a label.</summary>
    /// <exception cref="ResultException">The file holds no such label.</exception>
    public ToolLabel this[string label] => Labels.FirstOrDefault(one => one.Label == label)
        ?? throw new ResultException(ResultException.UnknownLabel, $"'{File}' holds nothing of '{label}'; it holds: {string.Join(", ", Labels.Take(MostNamed).Select(one => $"'{Numbers.Short(one.Label)}'"))}{(Labels.Count > MostNamed ? $" and {Labels.Count - MostNamed} more" : "")}.");
}
