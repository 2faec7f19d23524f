namespace Lighthouse.Readiness.Runbooks;

/// <summary>A day of the readiness week: the gates that one suite measures.</summary>
/// <param name="Name">Such as <c>Monday</c>.</param>
/// <param name="Task">Name of its build task, such as <c>Security</c>.</param>
/// <param name="Title">One line for a report.</param>
/// <param name="Suite">Name of the suite project, such as <c>Lighthouse.Suites.Security</c>; of a day with a <see cref="Command"/> its first word.</param>
/// <param name="TimeLimits">How long the suite may run per profile before it is stopped.</param>
/// <param name="Gates">At least one.</param>
/// <param name="Location">Where it stands.</param>
public sealed record Day(
    string Name, string Task, string Title, string Suite, IReadOnlyDictionary<Profile, TimeSpan> TimeLimits,
    IReadOnlyList<Gate> Gates, SourceLocation Location)
{
    /// <summary>The program and its arguments that measure the day instead of a suite project, and report in lines (see <see cref="Evidence.ReportedLines"/>); empty for a suite project.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];
}
