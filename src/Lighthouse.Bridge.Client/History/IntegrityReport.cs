namespace Lighthouse.Bridge.Client;

/// <summary>What the integrity monitor found.</summary>
/// <param name="Violations">The violations, newest first.</param>
/// <param name="Open">How many nobody has resolved.</param>
/// <param name="Passes">Passes over all stored bytes since the start.</param>
/// <param name="BytesVerified">Stored bytes verified since the start.</param>
public sealed record IntegrityReport(IReadOnlyList<IntegrityViolation> Violations, int Open, long Passes, long BytesVerified);

/// <summary>A violation of the stored bytes.</summary>
/// <param name="ViolationId">Its identity.</param>
/// <param name="Kind">Such as <c>hash_mismatch</c>.</param>
/// <param name="Severity">high, medium or critical.</param>
/// <param name="Subject">The file, or what else it concerns.</param>
/// <param name="FirstSequence">First sequence concerned; 0 when none is.</param>
/// <param name="LastSequence">Last one; the first less one when no event is missing.</param>
/// <param name="Detail">What was found.</param>
/// <param name="FoundAt">Unix seconds.</param>
/// <param name="Status"><c>open</c> or <c>resolved</c>.</param>
/// <param name="Resolution">How it was resolved; null while it is open.</param>
/// <param name="ResolvedBy">Who resolved it; null while it is open.</param>
public sealed record IntegrityViolation(
    string ViolationId, string Kind, string Severity, string Subject, long FirstSequence, long LastSequence, string Detail, double FoundAt, string Status,
    string? Resolution = null, string? ResolvedBy = null);

internal sealed record ResolveViolationRequest(string ViolationId, string Resolution, string Note);
