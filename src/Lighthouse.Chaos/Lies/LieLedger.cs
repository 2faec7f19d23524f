using System.Collections.Concurrent;

namespace Lighthouse.Chaos.Lies;

/// <summary>
/// Counts, outside the target, the lies that were told to it, by kind and answer. Each kind also has honest requests of the same form, which must be
/// taken: a target that refuses everything has seen through nothing. Safe from any number of threads.
/// </summary>
public sealed class LieLedger
{
    /// <summary>The answer to a request that the target took.</summary>
    public const string Taken = "taken";

    private readonly ConcurrentQueue<(string Kind, bool IsLie, string? Answer)> _answers = [];
    private readonly IReadOnlyList<LieKind> _kinds;

    /// <summary>Begins a ledger.</summary>
    /// <param name="kinds">Every kind that is to be told: one that never is, is a doubt.</param>
    /// <exception cref="ArgumentException">There is none, two have one name, or one has no refusal.</exception>
    public LieLedger(IReadOnlyList<LieKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        if (kinds.Count == 0 || kinds.DistinctBy(kind => kind.Name).Count() != kinds.Count || kinds.Any(kind => kind.Refusals.Count == 0 || kind.Refusals.Contains(Taken)))
            throw new ArgumentException($"LHC5401: {kinds.Count} kinds of lies; at least one is needed, each with a name of its own and at least one refusal other than '{Taken}'.", nameof(kinds));
        _kinds = kinds;
    }

    /// <summary>How many of the lies bear one of these words as their answer.</summary>
    public int AnsweredBy(IReadOnlyCollection<string> words) => _answers.Count(one => one.IsLie && one.Answer is { } answer && words.Contains(answer));

    /// <summary>Notes a lie and its answer.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="answer"><see cref="Taken"/>, the target's word for its refusal, or null when there was no answer.</param>
    /// <exception cref="ArgumentException">The kind is not one of the ledger's.</exception>
    public void Lie(LieKind kind, string? answer) => Note(kind, isLie: true, answer);

    /// <summary>Notes an honest request of the same form and its answer; see <see cref="Lie"/>.</summary>
    /// <exception cref="ArgumentException">The kind is not one of the ledger's.</exception>
    public void Truth(LieKind kind, string? answer) => Note(kind, isLie: false, answer);

    /// <summary>What became of each kind.</summary>
    public IReadOnlyList<LieCount> Count()
    {
        var byKind = _answers.ToLookup(one => one.Kind, StringComparer.Ordinal);
        return [.. _kinds.Select(kind => Of(kind, byKind[kind.Name].ToList()))];
    }

    private static LieCount Of(LieKind kind, List<(string Kind, bool IsLie, string? Answer)> answers)
    {
        var (lies, truths) = (answers.Where(one => one.IsLie).ToList(), answers.Where(one => !one.IsLie).ToList());
        return new LieCount(
            kind, lies.Count, lies.Count(one => one.Answer is { } answer && kind.Refusals.Contains(answer)), lies.Count(one => one.Answer == Taken),
            truths.Count, truths.Count(one => one.Answer == Taken));
    }

    private void Note(LieKind kind, bool isLie, string? answer)
    {
        if (!_kinds.Contains(kind))
            throw new ArgumentException($"LHC5402: '{kind.Name}' is no kind of this ledger; allowed are {string.Join(", ", _kinds.Select(one => one.Name))}.", nameof(kind));
        _answers.Enqueue((kind.Name, isLie, answer));
    }
}
