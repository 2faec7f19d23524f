using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Archiving;

/// <summary>Where the kept events begin, because retention removed what lies below.</summary>
/// <param name="FirstSequence">First sequence kept.</param>
/// <param name="FirstSegment">Number of the segment that it is in.</param>
/// <param name="Previous">Seal of the record before, so that the chain goes on from there.</param>
internal readonly record struct Floor(long FirstSequence, long FirstSegment, SealValue Previous)
{
    /// <summary>Nothing was ever removed.</summary>
    public static readonly Floor None = new(1, 1, default);
}

/// <summary>What was found of the floor when the store was opened.</summary>
/// <param name="Floor">The floor; <see cref="Floor.None"/> when there is no file or it does not verify.</param>
/// <param name="IsDamaged">Whether there is a file that does not verify.</param>
internal readonly record struct FloorState(Floor Floor, bool IsDamaged);
