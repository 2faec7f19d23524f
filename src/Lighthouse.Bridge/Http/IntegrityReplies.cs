namespace Lighthouse.Bridge.Http;

internal sealed record ViolationsReply(
    IReadOnlyList<ViolationReply> Violations, int Count, int Open, long Passes, double? LastPassAt, long BytesVerified);

internal sealed record ViolationReply(
    string ViolationId, string Kind, string Severity, string Subject, long FirstSequence, long LastSequence, string Detail, double FoundAt, string Status,
    string? Resolution, string? Note, string? ResolvedBy, double? ResolvedAt);
