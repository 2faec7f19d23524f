using System.Globalization;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>What the meeting sees first: the decision, over what it is, and what it is not over.</summary>
internal static class DecisionHeader
{
    public static Element Top(Runbook runbook, Decision decision) => new Element("header").With("class", "top").Add(
        new Element("span").With("class", "brand").Add(Lamp(), new Element("span").Add(runbook.Title)),
        new Element("span").Add($"decided {decision.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, commit {Short(decision.Identity.Commit)}, profile {decision.Identity.Profile.Text()}"));

    public static Element Verdict(Runbook runbook, Decision decision, Basis basis)
    {
        var mark = Mark.Of(decision.Outcome);
        return new Element("div").With("class", $"verdict {mark.Class}").Add(
        [
            new Element("h1").Add(new Element("span").With("class", mark.Class).Add(mark.Icon()), new Element("span").Add(mark.Word), new Element("span").With("class", "vh").Add(runbook.Title)),
            new Element("p").With("class", "scope").Add(Sentence(decision, basis)),
            .. Outside(basis.Scope).Select(text => new Element("p").With("class", "outside").Add(text)),
            Figures(basis),
        ]);
    }

    private static string Sentence(Decision decision, Basis basis)
    {
        var scope = basis.Scope;
        var left = scope.Planned.Count + scope.Left.Count;
        var over = decision.Outcome == Outcome.Go
            ? $"Over {scope.Required.Count} of {scope.Total} gates, measured in profile {scope.Profile.Text()}."
            : $"Profile {scope.Profile.Text()} requires {scope.Required.Count} of {scope.Total} gates; {basis.Gates.Count(gate => gate.Passed)} of them passed.";
        return left == 0 ? over : $"{over} {left} are not in this decision.";
    }

    private static IEnumerable<string> Outside(Scope scope)
    {
        if (scope.Planned.Count > 0)
            yield return $"Planned, measured by no suite yet: {string.Join(", ", scope.Planned.Select(gate => gate.Id))}.";
        foreach (var (where, gates) in scope.LeftByProfile())
            yield return $"{char.ToUpperInvariant(where[0])}{where[1..]}: {string.Join(", ", gates.Select(gate => gate.Id))}.";
    }

    private static Element Figures(Basis basis)
    {
        var gates = basis.Gates.ToList();
        var findings = gates.SelectMany(gate => gate.Judged?.Findings ?? []).ToList();
        return new Element("dl").With("class", "figures").Add(
            Figure("gates passed", $"{gates.Count(gate => gate.Passed)}", $"of {gates.Count}"),
            Figure("days that hold", $"{basis.Days.Count(day => day.Holds)}", $"of {basis.Days.Count}"),
            Figure("critical gates open", $"{gates.Count(gate => gate is { Passed: false, Gate.Severity: Severity.Critical })}", ""),
            Figure("findings", $"{findings.Count}", $"{findings.Count(found => found.Waiver is not null)} waived"),
            Figure("gates planned", $"{basis.Scope.Planned.Count}", ""),
            Figure("gates deferred", $"{basis.Scope.Left.Count}", ""));
    }

    private static Element Figure(string name, string value, string beside) => new Element("div").Add(
        new Element("dt").Add(name),
        new Element("dd").Add(new Element("span").Add(value)).Add(beside.Length == 0 ? [] : [new Element("small").Add(beside)]));

    private static Element Lamp() => Svg.Of("svg").With("class", "icon").With("viewBox", "0 0 24 24").With("aria-hidden", "true")
        .Add(Svg.Of("path").With("d", "M9.5 10h5l1.5 11H8zM9.5 10V6h5v4M12 6V3M3 5.5l4 1.5M3 10.5l4-1M21 5.5l-4 1.5M21 10.5l-4-1M6.5 21h11"));

    private static string Short(string commit) => commit.Length > 12 && commit.All(char.IsAsciiHexDigitLower) ? commit[..12] : commit;
}
