using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Integrity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Operations;

/// <summary>What the integrity monitor found, and resolving it.</summary>
internal static class IntegrityOperations
{
    public static IEnumerable<Operation> All() =>
    [
        new Operation("GET", "/integrity/violations", "integrity_violations", "Violations of the stored bytes, newest first.")
        {
            Needs = Permission.AuditAccess, Handler = List,
        }.Gives(IntegrityShapes.ViolationsReply),
        new Operation("POST", "/integrity/resolve", "resolve_violation", "Resolves a violation; 'accepted' is not reported again, the others are when they recur.")
        {
            Needs = Permission.SystemAdmin, Refusals = [404, 409], Handler = Resolve,
        }
            .Takes(IntegrityShapes.ResolveBody)
            .Gives(IntegrityShapes.ResolveReply),
    ];

    private static Task<object> List(OperationContext context)
    {
        var monitor = context.Service<IIntegrityMonitor>();
        var violations = monitor.List();
        var figures = monitor.Figures;
        return Task.FromResult<object>(new ViolationsReply(
            [.. violations.Select(Show)], violations.Count, monitor.Open, figures.Passes, figures.LastPassAt is { } at ? BridgeClock.Seconds(at) : null, figures.Bytes));
    }

    private static async Task<object> Resolve(OperationContext context)
    {
        await context.Service<IIntegrityMonitor>().ResolveAsync(
            context.Caller, context.Text("violation_id")!, context.Text("resolution")!, context.Text("note") ?? "");
        return new DoneReply("resolved", "The violation is resolved.");
    }

    private static ViolationReply Show(Violation violation)
    {
        var (finding, resolution) = (violation.Finding, violation.Resolution);
        return new(
            violation.Id, finding.Kind, violation.Severity, finding.Subject, finding.FirstSequence, finding.LastSequence, finding.Detail,
            BridgeClock.Seconds(violation.FoundAt), resolution is null ? "open" : "resolved", resolution?.Word, resolution?.Note, resolution?.By,
            resolution is null ? null : BridgeClock.Seconds(resolution.At));
    }
}
