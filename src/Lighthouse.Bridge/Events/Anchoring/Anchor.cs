using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Anchoring;

/// <summary>How far the store had got when it last acknowledged something.</summary>
/// <param name="Generation">Number of this statement, from 0.</param>
/// <param name="Count">Sequence of the newest event.</param>
/// <param name="Head">Seal of that event's record.</param>
internal readonly record struct Anchor(long Generation, long Count, SealValue Head)
{
    /// <summary>Whether a record is another than this one at its place.</summary>
    public bool Contradicts(in RecordHead head, SealValue seal) => head.Sequence == Count && seal != Head;
}
