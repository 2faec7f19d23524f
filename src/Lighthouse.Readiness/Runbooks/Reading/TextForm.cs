using System.Text.RegularExpressions;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>What a text in a runbook must look like. The JSON schema says the same; a test compares them.</summary>
/// <param name="Longest">Most characters.</param>
/// <param name="Pattern">The whole text's form; null where any printable text will do.</param>
/// <param name="Description">The form in words, for a message.</param>
internal sealed record TextForm(int Longest, string? Pattern, string Description)
{
    /// <summary>One sentence.</summary>
    internal static readonly TextForm Sentence = new(200, null, "one sentence");

    /// <summary>A paragraph.</summary>
    internal static readonly TextForm Paragraph = new(1000, null, "a paragraph");

    /// <summary>A criterion; its parts are read by <see cref="CriterionParser"/>.</summary>
    internal static readonly TextForm Criterion = new(200, null, "a criterion");

    /// <summary>A runbook's or a gate's id: also a file name and a command-line value.</summary>
    internal static readonly TextForm Id = new(64, "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$", "lower-case words joined by '-', such as 'elicitation-latency'");

    /// <summary>A size or a part of a decision.</summary>
    internal static readonly TextForm Word = new(64, "^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$", "lower-case words joined by '_', such as 'replay_protection'");

    /// <summary>A metric.</summary>
    internal static readonly TextForm Metric = new(64, "^[a-z][a-z0-9]*(?:[._][a-z0-9]+)*$", "lower-case words joined by '.' and '_', such as 'elicitation.end_to_end'");

    /// <summary>A day or a task: also a class name and a part of file names.</summary>
    internal static readonly TextForm Name = new(32, "^[A-Z][A-Za-z0-9]*$", "one word that begins with a capital letter, such as 'Monday'");

    /// <summary>A project.</summary>
    internal static readonly TextForm Project = new(100, "^[A-Za-z][A-Za-z0-9]*(?:[._][A-Za-z0-9]+)*$", "a project's name, such as 'Lighthouse.Suites.Security'");

    /// <summary>A role: also a part of file names.</summary>
    internal static readonly TextForm Role = new(40, "^[A-Z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+)*$", "a role, such as 'DevOps'");

    /// <summary>A file of results: below a folder, so no drive, no <c>..</c> and no backslash.</summary>
    internal static readonly TextForm ResultFile = new(200, "^[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$", "a file below the folder of results, such as 'k6/summary.json'");

    /// <summary>A figure of another tool.</summary>
    internal static readonly TextForm Figure = new(32, "^[a-z][a-z0-9_.]*$", "a figure, such as 'p99' or 'errors'");

    /// <summary>Whether a text has the form; its length is checked apart.</summary>
    internal bool Fits(string text) => Pattern is null || Regex.IsMatch(text, Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
