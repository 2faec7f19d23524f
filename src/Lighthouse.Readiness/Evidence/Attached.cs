namespace Lighthouse.Readiness.Evidence;

/// <summary>A document that a test made, such as a bill of materials. The reports hold it as it is.</summary>
/// <param name="Name">Its file name, one of <see cref="Reporting.ArtifactNames.Attachments"/>.</param>
/// <param name="Content">The whole of it.</param>
public sealed record Attached(string Name, string Content) : EvidenceEntry;
