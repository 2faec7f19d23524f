using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Triage;

/// <summary>One line of the audit trail of findings: what a run learned of one of them.</summary>
/// <param name="At">When the day was judged, UTC.</param>
/// <param name="RunId">The run.</param>
/// <param name="Commit">The commit that it judged.</param>
/// <param name="Target">What was tested: <c>reference</c>, or the address of an external system.</param>
/// <param name="Finding">The finding's fingerprint.</param>
/// <param name="Event">What happened.</param>
/// <param name="Gate">The gate that found it.</param>
/// <param name="Title">What was found.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Owner">The role that answers for it: the gate's owner.</param>
/// <param name="Due">The last day for mending it, UTC; null when its severity sets none, and when it is closed.</param>
/// <param name="Detail">What a reader should know beside it; empty for nothing.</param>
public sealed record TriageEntry(
    DateTimeOffset At, string RunId, string Commit, string Target, string Finding, TriageEvent Event, string Gate, string Title, Severity Severity,
    string Owner, DateOnly? Due, string Detail);

/// <summary>What can happen to a finding.</summary>
public enum TriageEvent
{
    /// <summary>Seen for the first time.</summary>
    Opened,

    /// <summary>Seen again after it was closed: the fix did not hold.</summary>
    Reopened,

    /// <summary>Its gate was measured again and did not find it.</summary>
    Closed,

    /// <summary>A waiver covers it from now on.</summary>
    Waived,

    /// <summary>No waiver covers it any more.</summary>
    WaiverEnded,
}
