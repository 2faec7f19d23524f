using System.Text.Json.Serialization;

namespace Lighthouse.Readiness.Evidence;

/// <summary>What one record of an evidence log says.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(DayOpened), "opened")]
[JsonDerivedType(typeof(TargetStarted), "target")]
[JsonDerivedType(typeof(Measured), "measurement")]
[JsonDerivedType(typeof(FindingReported), "finding")]
[JsonDerivedType(typeof(SeriesRecorded), "series")]
[JsonDerivedType(typeof(Attached), "attachment")]
[JsonDerivedType(typeof(TestEnded), "test")]
[JsonDerivedType(typeof(SuiteEnded), "suite")]
[JsonDerivedType(typeof(DayClosed), "closed")]
public abstract record EvidenceEntry
{
    private protected EvidenceEntry()
    {
    }
}
