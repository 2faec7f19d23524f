namespace Lighthouse.Bridge.Client;

/// <summary>What <c>POST /validate</c> said. Only <paramref name="Approved"/> lets a command run.</summary>
/// <param name="Approved">Whether it may run.</param>
/// <param name="Reasoning">Why, for people.</param>
/// <param name="Confidence">.95, .85, .65 or .3.</param>
/// <param name="ProcessingTimeMs">What the bridge took, in milliseconds.</param>
/// <param name="Metadata">The details.</param>
public sealed record CommandVerdict(bool Approved, string Reasoning, double Confidence, double ProcessingTimeMs, CommandVerdictDetails Metadata);

/// <summary>The details of a verdict.</summary>
/// <param name="RiskLevel">low, medium, high or critical.</param>
/// <param name="CacheHit">Whether it was decided before.</param>
/// <param name="ExpertRequired">Whether an expert must decide and none has.</param>
/// <param name="Decision">approved, blocked, escalate or uncertain; null where a bridge does not say.</param>
/// <param name="Layer">memory, policy, pattern or expert; null where a bridge does not say.</param>
/// <param name="RuleId">The rule that decided; null when none did.</param>
/// <param name="PolicyVersion">Digest of the policy that held; null where a bridge does not say.</param>
public sealed record CommandVerdictDetails(
    string RiskLevel, bool CacheHit, bool ExpertRequired, string? Decision = null, string? Layer = null, string? RuleId = null, string? PolicyVersion = null);

/// <summary>The policy that holds.</summary>
/// <param name="PolicyVersion">Its digest.</param>
/// <param name="Rules">How many rules it has.</param>
public sealed record ValidationPolicy(string PolicyVersion, int Rules);
