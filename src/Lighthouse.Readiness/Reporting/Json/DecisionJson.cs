using System.Text.Json.Nodes;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>The decision.</summary>
internal static class DecisionJson
{
    private const double OlderPassRate = 0.95;

    public static JsonObject Of(Runbook runbook, Decision decision, Basis basis)
    {
        var report = JsonReport.Of("decision", runbook, decision.Identity);
        report["decision"] = decision.Outcome.Text();
        report["timestamp"] = JsonReport.Time(decision.At);
        report["scope"] = ScopeJson.Of(basis.Scope);
        report["criteria"] = new JsonObject(decision.Criteria.Select(criterion => KeyValuePair.Create(criterion.Name, (JsonNode?)criterion.Holding.AsFlag())));
        report["test_summary"] = TestSummary(basis);
        report["security_clearance"] = Parts(decision, SixCriteria.SecurityCleared, "granted");
        report["performance_validation"] = Parts(decision, SixCriteria.PerformanceValidated, "validated");
        report["rationale"] = string.Join(" ", decision.Rationale);
        report["rationale_sentences"] = JsonReport.Texts(decision.Rationale);
        report["next_steps"] = JsonReport.Texts(NextSteps(runbook, decision));
        report["missing_approvals"] = JsonReport.Texts(decision.MissingApprovals);
        report["governance"] = GovernanceJson.Of(runbook, decision.Governance);
        report["error_rates"] = GovernanceJson.Rates(decision.ErrorRates);
        report["criteria_detail"] = JsonReport.Nodes(decision.Criteria.Select(Detail));
        report["gates"] = JsonReport.Nodes(basis.Gates.Select(gate => GateJson.Of(gate, decision.Identity.Profile)));
        return report;
    }

    /// <summary>The required gates by verdict; a gate that did not run lowers the pass rate.</summary>
    public static JsonObject TestSummary(Basis basis)
    {
        var gates = basis.Gates.ToList();
        var passed = gates.Count(gate => gate.Passed);
        var rate = JsonReport.Rate(passed, gates.Count);
        return new JsonObject
        {
            ["total_tests"] = gates.Count,
            ["passed"] = passed,
            ["failed"] = gates.Count(gate => gate.Verdict == Verdict.Failed),
            ["inconclusive"] = gates.Count(gate => gate.Verdict == Verdict.Inconclusive),
            ["not_run"] = gates.Count(gate => gate.Verdict == Verdict.NotRun),
            ["pass_rate"] = rate,
            ["pass_rate_required"] = 1.0,
            ["older_rule"] = new JsonObject { ["pass_rate_required"] = OlderPassRate, ["met"] = rate >= OlderPassRate, ["counts"] = false },
            ["critical_issues"] = DayJson.CriticalIssues(gates),
            ["suite_tests"] = DayJson.SuiteTests(gates),
        };
    }

    /// <summary>What to do next, in order.</summary>
    public static IEnumerable<string> NextSteps(Runbook runbook, Decision decision) => decision.Outcome switch
    {
        Outcome.Go =>
        [
            $"Start the canary of {ArtifactNames.Week3Preparation}; stop it at the first abort condition.",
            "This decision is about the gates in its scope only; read the planned and deferred ones before relying on it.",
        ],
        Outcome.NoGo =>
        [
            $"Work through {ArtifactNames.RemediationPlan}, worst severity first.",
            .. decision.MissingApprovals.Select(role => $"Ask {role} for the signed approval of commit {decision.Identity.Commit}."),
            "Run the whole week again; a decision is never mended by hand.",
        ],
        _ => [$"No day was judged. Run the days, then decide: {runbook.BuildCommand} --target=GoNoGo"],
    };

    private static JsonObject Parts(Decision decision, string criterionName, string whole)
    {
        var criterion = decision.Criteria.FirstOrDefault(criterion => criterion.Name == criterionName);
        var parts = new JsonObject((criterion?.Parts ?? []).Select(part => KeyValuePair.Create(part.Name, (JsonNode?)part.Holding.AsFlag())));
        parts[whole] = criterion?.Holding == Holding.Yes;
        return parts;
    }

    private static JsonObject Detail(DecisionCriterion criterion) => new()
    {
        ["name"] = criterion.Name,
        ["holds"] = criterion.Holding.AsFlag(),
        ["reason"] = criterion.Reason,
        ["parts"] = JsonReport.Nodes(criterion.Parts.Select(part => new JsonObject
        {
            ["name"] = part.Name,
            ["holds"] = part.Holding.AsFlag(),
            ["gates"] = JsonReport.Texts(part.Gates),
            ["not_measured"] = JsonReport.Texts(part.Missing),
        })),
    };
}
