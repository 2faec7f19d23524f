namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>The names of one kind that a runbook gives away, each once, with where that was.</summary>
/// <param name="kind">What is named, as a message says it.</param>
/// <param name="comparer">Which names count as the same.</param>
internal sealed class KnownNames(string kind, StringComparer comparer)
{
    private readonly Dictionary<string, (string Name, SourceLocation Location)> taken = new(comparer);

    internal IReadOnlyCollection<string> All => taken.Keys;

    /// <summary>Takes a name; notes when it is taken already. An empty name was refused before.</summary>
    internal void Take(string name, SourceLocation location, Mistakes mistakes)
    {
        if (name.Length > 0 && !taken.TryAdd(name, (name, location)))
            mistakes.Add(RunbookCodes.DuplicateId, location, $"{kind} '{name}' is already in line {taken[name].Location.Line}; every {kind} needs a name of its own.");
    }

    /// <summary>Notes a reference to a name that nobody has.</summary>
    internal void Require(string name, SourceLocation location, string code, string subject, Mistakes mistakes)
    {
        if (name.Length > 0 && !(taken.TryGetValue(name, out var known) && known.Name == name))
            mistakes.Add(code, location, $"{subject} names the {kind} '{Shown.Short(name)}', which the runbook does not have.{mistakes.Suggest(name, All)}");
    }
}
