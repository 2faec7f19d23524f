namespace Lighthouse.Bridge.Validation.Caching;

/// <summary>Everything that a verdict depends on. Two requests share a verdict only when all of it is the same.</summary>
/// <param name="ToolName">The tool as it was named.</param>
/// <param name="InputDigest">SHA-256 of the canonical input.</param>
/// <param name="ActionsDigest">SHA-256 of what the input was understood to do, links of the file system resolved.</param>
/// <param name="AgentId">Who asks.</param>
/// <param name="Role">Its role.</param>
/// <param name="Surroundings">Project root and home folder.</param>
/// <param name="MetadataDigest">SHA-256 of the metadata that rules of this policy read.</param>
/// <param name="PolicyVersion">Digest of the policy.</param>
public sealed record VerdictKey(
    string ToolName, string InputDigest, string ActionsDigest, string AgentId, string Role, string Surroundings, string MetadataDigest, string PolicyVersion);
