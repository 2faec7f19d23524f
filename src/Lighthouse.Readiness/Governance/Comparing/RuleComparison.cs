using System.Text;
using System.Text.Json;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Governance.Comparing;

/// <summary>Compares everything by which a change is judged with what it was before the change.</summary>
internal static class RuleComparison
{
    /// <summary>What became weaker, and what could not be compared: nobody knows whether that became weaker.</summary>
    public static IReadOnlyList<Weakening> Of(GovernanceRecord record, Runbook after, Runbook? before)
    {
        if (record.Base is null)
            return [new Weakening("the change", $"there is nothing to compare it with: {record.BaseProblem}")];
        return
        [
            .. before is null ? [Unknown(Path(record, GovernedKind.Runbook), "before the change it was missing or cannot be read by this version")] : RunbookComparison.Of(before, after),
            .. record.Of(GovernedKind.Waivers).SelectMany(file => Guarded(file, () => ExceptionComparison.Waivers(file, before ?? after, after))),
            .. record.Of(GovernedKind.Exceptions).SelectMany(file => Guarded(file, () => ExceptionComparison.Entries(file))),
            .. record.Of(GovernedKind.Approvers).SelectMany(file => Guarded(file, () => ExceptionComparison.Keys(file, Approvers(file.Before, file.Path), Approvers(file.After, file.Path)))),
        ];
    }

    /// <summary>The runbook before the change; null when there was none, or none that this version can read.</summary>
    public static Runbook? Before(GovernanceRecord record)
    {
        if (record.Of(GovernedKind.Runbook).FirstOrDefault() is not { Before: { } text } file)
            return null;
        try
        {
            return RunbookReader.Read(Encoding.UTF8.GetBytes(text), file.Path);
        }
        catch (RunbookException)
        {
            return null;
        }
    }

    /// <exception cref="RunbookException">The text is no file of approvers.</exception>
    public static Approvers Approvers(string? text, string path) => text is null ? Governance.Approvers.Nobody : ApproversReader.Read(Encoding.UTF8.GetBytes(text), path);

    private static IReadOnlyList<Weakening> Guarded(GovernedFile file, Func<IEnumerable<Weakening>> compare)
    {
        try
        {
            return [.. compare()];
        }
        catch (Exception odd) when (odd is RunbookException or JsonException)
        {
            return [Unknown(file.Path, "before or after the change it cannot be read by this version")];
        }
    }

    private static Weakening Unknown(string subject, string why) => new(subject, $"it cannot be compared: {why}");

    private static string Path(GovernanceRecord record, GovernedKind kind) => record.Of(kind).FirstOrDefault()?.Path ?? "the runbook";
}
