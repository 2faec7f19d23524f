using System.Text.Json.Serialization;

namespace Lighthouse.Readiness.Evidence;

/// <summary>A target was started (or, for an external one, found healthy).</summary>
/// <param name="Kind"><c>process</c>, <c>container</c> or <c>external</c>.</param>
/// <param name="Url">Where it answers.</param>
/// <param name="Command">The command line; null for an external target and a container with its image's own.</param>
/// <param name="BuildDigest">SHA-256 over the program's files, of a container its image's id; null for an external target.</param>
/// <param name="ProcessId">Its process; null for an external target and a container, whose id is among the settings.</param>
/// <param name="Configuration">Its settings, secrets left out.</param>
public sealed record TargetStarted(
    [property: JsonPropertyName("targetKind")] string Kind, string Url, string? Command, string? BuildDigest, int? ProcessId, IReadOnlyDictionary<string, string> Configuration) : EvidenceEntry;
