namespace Lighthouse.Bridge.Client;

/// <summary>Identity of a stored event.</summary>
/// <param name="TimestampNs">Unix time in nanoseconds.</param>
/// <param name="Sequence">Global sequence, from 1.</param>
/// <param name="NodeId">The bridge that stored it.</param>
public sealed record EventId(long TimestampNs, long Sequence, string NodeId);
