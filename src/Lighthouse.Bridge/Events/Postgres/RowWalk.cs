using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>Walks the records of all rows in the order of their keys and states what of them is as it was written.</summary>
internal sealed class RowWalk
{
    private readonly List<RowRun> _runs = [];
    private readonly List<long> _changed = [];

    /// <summary>How many there are.</summary>
    public long Records { get; private set; }

    /// <summary>Whether any verified.</summary>
    public bool AnySound => _runs.Count > 0;

    public void Visit(RowRecord record)
    {
        Records++;
        if (record.Head is not { } head) _changed.Add(record.Sequence);
        else if (_runs.Count == 0 || !_runs[^1].TryExtend(record.Sequence, head.Previous, record.Seal)) _runs.Add(new RowRun(record.Sequence, head.Previous, record.Seal));
    }

    /// <summary>States what is sound.</summary>
    /// <param name="head">The head row; null when it is missing or does not verify.</param>
    public WalkedRows Close(StoreHead? head)
    {
        var foreign = Foreign(head);
        var sound = _runs.Where(run => !foreign.Contains(run)).ToList();
        var last = _runs.Count == 0 ? 0 : _runs[^1].Last;
        var highest = Math.Max(head?.Sequence ?? 0, last);
        var newest = head is { } stated && stated.Sequence == highest ? stated : new StoreHead(last, _runs.Count == 0 ? default : _runs[^1].LastSeal);
        return new WalkedRows(sound.Sum(run => run.Last - run.First + 1), newest, Violations(sound, foreign, highest));
    }

    // From the head backwards: what is trusted says which seal the row before it must have.
    private HashSet<RowRun> Foreign(StoreHead? head)
    {
        var foreign = new HashSet<RowRun>();
        (long Sequence, SealValue Seal)? expected = head is { } stated ? (stated.Sequence, stated.Record) : null;
        for (var i = _runs.Count - 1; i >= 0; i--)
        {
            var run = _runs[i];
            if (expected is { } e && run.Last == e.Sequence && run.LastSeal != e.Seal)
            {
                foreign.Add(run);
                expected = null;
            }
            else
                expected = (run.First - 1, run.Before);
        }

        if (_runs.Count > 0 && _runs[0] is { First: 1 } begin && begin.Before != default) foreign.Add(begin);
        return foreign;
    }

    private List<IntegrityViolation> Violations(List<RowRun> sound, HashSet<RowRun> foreign, long highest)
    {
        var violations = new List<IntegrityViolation>();
        var next = 1L;
        foreach (var run in sound)
        {
            Missing(run.First - 1);
            next = run.Last + 1;
        }

        Missing(highest);
        return violations;

        void Missing(long last)
        {
            if (last < next) return;
            var changed = _changed.Count(sequence => sequence >= next && sequence <= last);
            var others = foreign.Count(run => run.First >= next && run.First <= last);
            violations.Add(Violation(next, last, changed, others));
        }
    }

    private static IntegrityViolation Violation(long first, long last, int changed, int others)
    {
        var (kind, severity, found) = others > 0 ? ("event_tampering", "critical", "they are of another history")
            : changed > 0 ? ("hash_mismatch", "high", $"{changed:N0} or more do not verify")
            : ("sequence_corruption", "high", "they are missing");
        return new IntegrityViolation(
            kind, severity, first, last, $"LHB6330: events {first}..{last} are not served: {found}. Keep the database and restore the range from a copy.");
    }
}

/// <summary>What a walk found.</summary>
/// <param name="Readable">Events that are served.</param>
/// <param name="Newest">The highest sequence that was ever given out, as far as it can be told, and its seal.</param>
/// <param name="Violations">What is not served, ascending.</param>
internal sealed record WalkedRows(long Readable, StoreHead Newest, IReadOnlyList<IntegrityViolation> Violations);
