using System.Text.RegularExpressions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting;

namespace Lighthouse.Pipeline.CommandLine;

/// <summary>Errors in the form that MSBuild and editors turn into links: <c>file(line,column): error CODE: text</c>.</summary>
internal static partial class ErrorForm
{
    private const string Tool = "lighthouse";

    /// <summary>A message that begins with its code.</summary>
    public static string OfMessage(string message) => Coded().Match(message) is { Success: true } parts
        ? $"{Tool} : error {parts.Groups[1].Value}: {OneLine(message[parts.Length..])}"
        : $"{Tool} : error : {OneLine(message)}";

    /// <summary>Each criterion that did not pass, where it stands in the runbook; a gate whose criteria say nothing, where it stands itself.</summary>
    public static IEnumerable<string> OfMisses(DayVerdict verdict) => verdict.Gates.Where(gate => gate.Verdict != Verdict.Passed).SelectMany(gate =>
        gate.Verdict != Verdict.NotRun && gate.Criteria.Where(criterion => criterion.Verdict != Verdict.Passed).ToList() is { Count: > 0 } missed
            ? missed.Select(criterion => $"{criterion.Criterion.Location}: error LH5307: {OneLine($"gate '{gate.Gate.Id}' {criterion.Verdict}: '{criterion.Criterion.Text}': {criterion.Reason}")}")
            : [$"{gate.Gate.Location}: error LH5308: {OneLine($"gate '{gate.Gate.Id}' {gate.Verdict}: {gate.Reason}")}"]);

    private static string OneLine(string text) => Untrusted.ForConsole(text.ReplaceLineEndings(" "));

    [GeneratedRegex("^(LH[0-9]{4}): ")]
    private static partial Regex Coded();
}
