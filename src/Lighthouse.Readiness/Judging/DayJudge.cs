using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>Judges a day by its log.</summary>
internal static class DayJudge
{
    public static DayVerdict Judge(Runbook runbook, Day day, Profile profile, EvidenceReading? reading, string? onlyGate)
    {
        var records = reading?.Records ?? [];
        EvidenceFault[] faults = [.. reading?.Faults ?? [NoLog(day)], .. Strangers(runbook, day, profile, records)];
        Limit[] limits = [.. faults.Select(fault => new Limit(Verdict.NotRun, $"The day's evidence cannot be believed: {fault}")), .. DayLimits.Of(day, records)];
        Gate[] asked = [.. day.Gates.Where(gate => onlyGate is null || gate.Id == onlyGate)];
        var first = records.Count > 0 ? records[0] : null;
        return new DayVerdict(
            day,
            [.. asked.Where(gate => gate.IsEvaluatedIn(profile) || gate.DeferredTo(profile) is null)
                .Select(gate => GateJudge.Judge(gate, records, [.. limits, .. GateLimits(gate, profile, records)]))],
            [.. asked.Where(gate => !gate.IsEvaluatedIn(profile)).Select(gate => (Gate: gate, To: gate.DeferredTo(profile)))
                .Where(later => later.To is not null).Select(later => new DeferredGate(later.Gate, later.To!.Value))],
            faults, first is null ? null : reading!.Head, first?.At, onlyGate)
        {
            Attachments = day.Name == runbook.Decision.SecurityDay ? Attachments(records) : new Dictionary<string, string>(),
        };
    }

    private static Dictionary<string, string> Attachments(IReadOnlyList<EvidenceRecord> records)
    {
        var documents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in records.Select(record => record.Entry).OfType<Attached>())
            documents[document.Name] = document.Content;
        return documents;
    }

    private static IEnumerable<Limit> GateLimits(Gate gate, Profile profile, IReadOnlyList<EvidenceRecord> records)
    {
        if (!gate.IsEvaluatedIn(profile))
            yield return new Limit(Verdict.NotRun, $"The runbook gives this gate no sizes for profile {profile} or a larger one, so nothing measures it.");
        foreach (var only in records.Select(record => record.Entry).OfType<DayOpened>().Select(opened => opened.OnlyGate).Distinct())
        {
            if (only is not null && only != gate.Id)
                yield return new Limit(Verdict.NotRun, $"The run was asked for gate '{only}' only.");
        }
    }

    private static IEnumerable<EvidenceFault> Strangers(Runbook runbook, Day day, Profile profile, IReadOnlyList<EvidenceRecord> records)
    {
        if (records.FirstOrDefault(record => record.Day != day.Name) is { } otherDay)
            yield return Stranger($"day '{otherDay.Day}'", $"day '{day.Name}'");
        if (records.FirstOrDefault(record => record.RunbookDigest != runbook.Digest) is { } otherRunbook)
            yield return Stranger($"runbook {otherRunbook.RunbookDigest}", $"runbook {runbook.Digest}");
        var profiles = records.Select(record => record.Entry).OfType<DayOpened>().Select(opened => opened.Profile);
        if (profiles.FirstOrDefault(name => !string.Equals(name, profile.ToString(), StringComparison.OrdinalIgnoreCase)) is { } otherProfile)
            yield return Stranger($"profile '{otherProfile}'", $"profile '{profile}'");
    }

    private static EvidenceFault Stranger(string actual, string expected) =>
        new(EvidenceCodes.OtherRun, 0, $"the evidence is of {actual}; evidence of {expected} is judged.");

    private static EvidenceFault NoLog(Day day) => new(EvidenceCodes.Missing, 0, $"there is no evidence log of {day.Name}. Run the day first.");
}
