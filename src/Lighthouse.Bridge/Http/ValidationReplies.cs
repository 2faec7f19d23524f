namespace Lighthouse.Bridge.Http;

internal sealed record ValidateReply(bool Approved, string Reasoning, double Confidence, double ProcessingTimeMs, ValidateMetadataReply Metadata);

internal sealed record ValidateMetadataReply(
    string RiskLevel, bool CacheHit, bool ExpertRequired, string Decision, string Layer, string? RuleId, string PolicyVersion);

internal sealed record PolicyReply(string PolicyVersion, int Rules);
