namespace Lighthouse.Readiness.Evidence;

/// <summary>A test recorded how something went along an axis.</summary>
/// <param name="Series">The series.</param>
public sealed record SeriesRecorded(RecordedSeries Series) : EvidenceEntry;
