using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>Records that follow each other and name each other's seals.</summary>
internal sealed class RowRun(long first, SealValue before, SealValue seal)
{
    public long First { get; } = first;

    public long Last { get; private set; } = first;

    /// <summary>What the first of them says the seal of the one before is.</summary>
    public SealValue Before { get; } = before;

    public SealValue LastSeal { get; private set; } = seal;

    public bool TryExtend(long sequence, SealValue previous, SealValue seal)
    {
        if (sequence != Last + 1 || previous != LastSeal) return false;
        (Last, LastSeal) = (sequence, seal);
        return true;
    }
}
