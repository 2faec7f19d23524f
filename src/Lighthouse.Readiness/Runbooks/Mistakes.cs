namespace Lighthouse.Readiness.Runbooks;

/// <summary>Collects the mistakes of one file, so that its author sees all of them at once.</summary>
/// <param name="path">The file.</param>
/// <param name="document">What the file is, as a message calls it.</param>
internal sealed class Mistakes(string path, string document = "runbook")
{
    /// <summary>More than this many help nobody and cost time.</summary>
    internal const int Most = 100;

    private readonly List<RunbookError> found = [];
    private int left;

    /// <summary>What the file is, as a message calls it.</summary>
    internal string Document { get; } = document;

    /// <summary>Whether no further mistake will be kept, so that no work is put into its message.</summary>
    internal bool IsFull => found.Count >= Most;

    /// <summary>Notes a mistake. The message may quote the file: it is made harmless here.</summary>
    internal void Add(string code, SourceLocation location, string message)
    {
        if (IsFull)
            left++;
        else
            found.Add(new RunbookError(code, location, Shown.Harmless(message)));
    }

    /// <summary>Notes a mistake after which nothing more can be read.</summary>
    internal RunbookException Fatal(string code, SourceLocation location, string message)
    {
        found.Add(new RunbookError(code, location, Shown.Harmless(message)));
        return ToException();
    }

    /// <summary><c> Did you mean 'x'?</c>, or nothing when no candidate is near.</summary>
    internal string Suggest(string word, IEnumerable<string> candidates) =>
        !IsFull && Nearest.Likely(word, candidates) is { } near ? $" Did you mean '{Shown.Short(near)}'?" : "";

    /// <summary>Ends the reading when there is a mistake.</summary>
    /// <exception cref="RunbookException">There is at least one mistake.</exception>
    internal void ThrowIfAny()
    {
        if (found.Count > 0)
            throw ToException();
    }

    private RunbookException ToException()
    {
        var ordered = found.OrderBy(error => error.Location.Line).ThenBy(error => error.Location.Column).ToList();
        if (left > 0)
            ordered.Add(new RunbookError(RunbookCodes.TooMany, new SourceLocation(path, 1, 1), $"{left} further mistakes are not shown; mend these {found.Count} first."));
        return new RunbookException(ordered);
    }
}
