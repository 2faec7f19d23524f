using System.Globalization;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;

namespace Lighthouse.Readiness.Reporting.JUnit;

/// <summary>The gates as test results: a suite a day, a case a gate, and a last suite for the decision itself. Only what passed is without failure or error.</summary>
internal static class JUnitXml
{
    public static string Render(Decision decision, Basis basis)
    {
        var suites = basis.Days.Select(Suite).Append(DecisionSuite(decision)).ToList();
        var root = Totals(new Element("testsuites").With("name", "Lighthouse"), [.. suites.SelectMany(suite => suite.Cases)])
            .Add(suites.Select(suite => suite.Element));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.Render(Untrusted.ForXml);
    }

    private static (Element Element, IReadOnlyList<Case> Cases) Suite(DayStanding day)
    {
        var cases = day.Gates.Select(gate => OfGate(day, gate)).ToList();
        cases.AddRange(day.Misses.Select((miss, index) => new Case(day.Day.Name, $"the day as a whole ({index + 1})", Trouble.Error, "NotRun", miss, 0)));
        var suite = Totals(new Element("testsuite").With("name", day.Day.Name), cases)
            .With("timestamp", day.Judged?.Opened?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        return (suite.Add(cases.Select(Render)), cases);
    }

    private static (Element Element, IReadOnlyList<Case> Cases) DecisionSuite(Decision decision)
    {
        var cases = decision.Criteria
            .Select(criterion => new Case("Decision", criterion.Name, criterion.Holding == Holding.Yes ? Trouble.None : Trouble.Failure, "NoGo", criterion.Reason, 0))
            .ToList();
        var go = decision.Outcome == Outcome.Go ? Trouble.None : decision.Outcome == Outcome.NoGo ? Trouble.Failure : Trouble.Error;
        cases.Add(new Case("Decision", "decision", go, decision.Outcome.ToString(), string.Join('\n', decision.Rationale), 0));
        var properties = new Element("properties").Add(
            Property("run_id", decision.Identity.RunId), Property("commit", decision.Identity.Commit),
            Property("profile", decision.Identity.Profile.Text()), Property("scope", decision.Rationale.FirstOrDefault()));
        return (Totals(new Element("testsuite").With("name", "Decision"), cases).Add(properties).Add(cases.Select(Render)), cases);
    }

    private static Case OfGate(DayStanding day, GateStanding gate)
    {
        var trouble = gate.Verdict switch
        {
            Verdict.Passed => Trouble.None,
            Verdict.Failed => Trouble.Failure,
            _ => Trouble.Error,
        };
        var seconds = (gate.Judged?.Tests ?? []).Where(test => double.IsFinite(test.Seconds)).Sum(test => test.Seconds);
        return new Case(day.Day.Name, gate.Gate.Id, trouble, gate.Verdict.ToString(), string.Join('\n', Rationale.Misses(gate)), seconds);
    }

    private static Element Render(Case one)
    {
        var element = new Element("testcase").With("classname", one.Suite).With("name", one.Name).With("time", Seconds(one.Seconds));
        return one.Trouble == Trouble.None
            ? element
            : element.Add(new Element(one.Trouble == Trouble.Failure ? "failure" : "error").With("type", one.Kind).With("message", FirstLine(one.Reason)).Add(one.Reason));
    }

    private static Element Totals(Element element, IReadOnlyList<Case> cases) => element
        .With("tests", cases.Count.ToString(CultureInfo.InvariantCulture))
        .With("failures", cases.Count(one => one.Trouble == Trouble.Failure).ToString(CultureInfo.InvariantCulture))
        .With("errors", cases.Count(one => one.Trouble == Trouble.Error).ToString(CultureInfo.InvariantCulture))
        .With("time", Seconds(cases.Sum(one => one.Seconds)));

    private static Element Property(string name, string? value) => new Element("property").With("name", name).With("value", value ?? "");

    private static string FirstLine(string text) => text.Split('\n', 2)[0];

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);

    private enum Trouble
    {
        None,
        Failure,
        Error,
    }

    private sealed record Case(string Suite, string Name, Trouble Trouble, string Kind, string Reason, double Seconds);
}
