using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Triage;
using Serilog;

namespace Lighthouse.Pipeline.Runs;

/// <summary>Keeps the register of findings over the runs, and beside it a page for people.</summary>
/// <param name="path">The register.</param>
/// <param name="log">What changed.</param>
internal sealed class FindingKeeper(string path, ILogger log)
{
    /// <summary>Adds what a day found, or did not find any more.</summary>
    /// <exception cref="RegisterException">The register cannot be read or written.</exception>
    public void Take(DayVerdict day, RunIdentity identity, string target, DateTimeOffset at)
    {
        var register = RegisterFile.Read(path);
        var news = FindingTriage.Next(register, day, identity, target, at);
        RegisterFile.Append(path, news);
        foreach (var entry in news)
        {
            register.Add(entry);
            log.Information("  {Event} finding {Finding} of {Gate}: {Title:l}{Due:l}", entry.Event, entry.Finding, entry.Gate, Untrusted.ForConsole(entry.Title), DueText(entry));
        }

        foreach (var late in register.Overdue(DateOnly.FromDateTime(at.UtcDateTime)))
            log.Warning("  OVERDUE since {Due:l}: finding {Finding} of {Gate} ({Owner}): {Title:l}", $"{late.Last.Due:yyyy-MM-dd}", late.Last.Finding, late.Last.Gate, late.Last.Owner, Untrusted.ForConsole(late.Last.Title));
        if (news.Count > 0)
            WritePage(register, at);
    }

    private void WritePage(FindingRegister register, DateTimeOffset at)
    {
        var page = Path.ChangeExtension(path, ".md");
        try
        {
            File.WriteAllText(page, TriageText.Render(register, at));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RegisterException($"LH5705: '{page}' cannot be written: {problem.Message}", problem);
        }
    }

    private static string DueText(TriageEntry entry) => entry.Due is { } due ? $", to be mended by {due:yyyy-MM-dd}" : "";
}
