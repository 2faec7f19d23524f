using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Waivers;

/// <summary>A finding that is known and borne for a while.</summary>
/// <param name="Gate">The gate whose finding it is.</param>
/// <param name="Finding">The finding's fingerprint, 16 hex digits.</param>
/// <param name="Reason">Why it is borne.</param>
/// <param name="Owner">The role that answers for it.</param>
/// <param name="Expires">The last day on which it holds, UTC.</param>
/// <param name="Location">Where it stands in its file.</param>
public sealed record Waiver(string Gate, string Finding, string Reason, string Owner, DateOnly Expires, SourceLocation Location);
