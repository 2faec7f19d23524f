namespace Lighthouse.Chaos.Ledger;

/// <summary>Acknowledged work against what is there.</summary>
public sealed record LedgerComparison
{
    /// <summary>How many records were acknowledged. With none, an empty comparison proves nothing.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Acknowledged and not there.</summary>
    public required IReadOnlyList<LedgerEntry> Lost { get; init; }

    /// <summary>Acknowledged and there with another payload or another sequence.</summary>
    public required IReadOnlyList<LedgerEntry> Altered { get; init; }

    /// <summary>Keys that are there more than once.</summary>
    public required IReadOnlyList<string> Duplicated { get; init; }

    /// <summary>How many keys are there that were never acknowledged: the answer may have been lost, so these are allowed.</summary>
    public required int Unacknowledged { get; init; }

    /// <summary>True when something was acknowledged, and all of it is there once and unaltered.</summary>
    public bool IsIntact => Acknowledged > 0 && Lost.Count == 0 && Altered.Count == 0 && Duplicated.Count == 0;
}
