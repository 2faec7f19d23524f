using System.Globalization;

namespace Lighthouse.Chaos.History;

/// <summary>Everything that was done with one question that may be answered once and before its deadline.</summary>
/// <param name="DeadlineFrom">The earliest moment at which its time can have been over.</param>
/// <param name="DeadlineUntil">The latest moment at which it can have been over: between the two nobody but the target knows.</param>
/// <param name="Operations">What was done, in any order.</param>
public sealed record QuestionHistory(TimeSpan DeadlineFrom, TimeSpan DeadlineUntil, IReadOnlyList<QuestionOperation> Operations)
{
    /// <summary>
    /// Looks for a way in which everything fits that was seen: each operation takes effect at one moment between its call and its return
    /// (linearizability), one answer at most is taken, and that before the deadline.
    /// </summary>
    /// <returns>Why there is none; null when there is one.</returns>
    public string? Violation()
    {
        var taken = Of(OperationOutcome.Taken).ToList();
        if (taken.Count > 1)
            return $"{taken.Count} answers were taken: {string.Join(", ", taken.Select(one => one.Value))}";
        // Answered by the one that was taken, or by one of those of which nobody knows; without one that was taken perhaps by none.
        List<string?> reasons = taken.Count == 1 ? [AnsweredBy(taken[0])] : [Unanswered(), .. Of(OperationOutcome.Unknown).Select(AnsweredBy)];
        return reasons.Contains(null) ? null : string.Join("; or ", reasons.Distinct());
    }

    private string? AnsweredBy(QuestionOperation answer)
    {
        if (Of(OperationOutcome.SeenAnswered).FirstOrDefault(one => one.Value != answer.Value) is { } other)
            return $"'{answer.Value}' was taken and '{other.Value}' was seen";
        if (Of(OperationOutcome.SeenExpired).Any())
            return $"'{answer.Value}' was taken and the question was seen expired";
        if (FirstReturn(OperationOutcome.RefusedAsLate) is var late && late < DeadlineFrom)
            return $"an answer was refused as late at {Said(late)}, before the deadline ({Said(DeadlineFrom)})";
        return Fits(
            $"'{answer.Value}' was taken",
            Later(answer.Invoked, LastCall(OperationOutcome.SeenOpen)),
            Earliest(answer.Returned, FirstReturn(OperationOutcome.SeenAnswered), FirstReturn(OperationOutcome.RefusedAsEnded), late, DeadlineUntil));
    }

    private string? Unanswered() => Of(OperationOutcome.SeenAnswered).FirstOrDefault() is { } seen
        ? $"'{seen.Value}' was seen and nobody had answered it"
        : Fits(
            "its time was over",
            Later(DeadlineFrom, LastCall(OperationOutcome.SeenOpen)),
            Earliest(DeadlineUntil, FirstReturn(OperationOutcome.SeenExpired), FirstReturn(OperationOutcome.RefusedAsLate), FirstReturn(OperationOutcome.RefusedAsEnded)));

    private static string? Fits(string what, TimeSpan notBefore, TimeSpan notAfter) =>
        notBefore <= notAfter ? null : $"{what}, not before {Said(notBefore)} and not after {Said(notAfter)}";

    private IEnumerable<QuestionOperation> Of(OperationOutcome outcome) => Operations.Where(one => one.Outcome == outcome);

    private TimeSpan FirstReturn(OperationOutcome outcome) => Of(outcome).Select(one => one.Returned).DefaultIfEmpty(TimeSpan.MaxValue).Min();

    private TimeSpan LastCall(OperationOutcome outcome) => Of(outcome).Select(one => one.Invoked).DefaultIfEmpty(TimeSpan.MinValue).Max();

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Earliest(params IEnumerable<TimeSpan> times) => times.Min();

    private static string Said(TimeSpan moment) => string.Create(CultureInfo.InvariantCulture, $"{moment.TotalSeconds:0.000} s");
}
