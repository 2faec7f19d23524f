using System.Text.Json.Nodes;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>How much of the runbook a report is about.</summary>
internal static class ScopeJson
{
    public static JsonObject Of(Scope scope) => new()
    {
        ["gates_required"] = scope.Required.Count,
        ["gates_in_runbook"] = scope.Total,
        ["planned"] = Planned(scope.Planned),
        ["deferred"] = Deferred(scope.Left, scope.Profile),
    };

    public static JsonArray Planned(IEnumerable<PlannedGate> planned) =>
        JsonReport.Nodes(planned.Select(gate => new JsonObject { ["id"] = gate.Id, ["day"] = gate.Day, ["title"] = gate.Title }));

    public static JsonArray Deferred(IEnumerable<Gate> left, Profile profile) =>
        JsonReport.Nodes(left.Select(gate => new JsonObject { ["id"] = gate.Id, ["day"] = gate.Day, ["to"] = gate.DeferredTo(profile)?.Text() }));
}
