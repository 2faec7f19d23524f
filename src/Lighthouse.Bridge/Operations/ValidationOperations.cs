using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Validation;
using Lighthouse.Bridge.Validation.Policies;

namespace Lighthouse.Bridge.Operations;

/// <summary>Checking commands before they run, and the policy that they are checked by.</summary>
internal static class ValidationOperations
{
    public static IEnumerable<Operation> All() =>
    [
        new Operation("POST", "/validate", "validate_command", "Whether a command may run. Only approved true lets it.")
        {
            Needs = Permission.CommandValidate, Handler = Validate,
        }
            .Takes(ValidationShapes.ValidateBody)
            .Gives(ValidationShapes.ValidateReply),
        new Operation("GET", "/validation/policy", "validation_policy", "The policy that holds.")
        {
            Needs = Permission.SystemConfig, Handler = Policy,
        }.Gives(ValidationShapes.PolicyReply),
        new Operation("POST", "/validation/policy/reload", "reload_validation_policy", "Reads the policy's file again; a wrong one changes nothing.")
        {
            Needs = Permission.AdminAccess, Refusals = [409], Handler = Reload,
        }.Gives(ValidationShapes.PolicyReply),
    ];

    private static async Task<object> Validate(OperationContext context)
    {
        context.RequireOwnName(context.Text("agent_id"));
        RequireOwnToken(context);
        var request = new ValidationRequest(context.Text("tool_name")!, context.Body.GetProperty("tool_input"), context.Caller, context.Element("metadata"));
        var result = await context.Service<IValidation>().ValidateAsync(request, context.Cancellation);
        var verdict = result.Verdict;
        return new ValidateReply(
            verdict.Decision == Decision.Approved, verdict.Reasoning, verdict.Confidence.Number(), result.Elapsed.TotalMilliseconds,
            new(verdict.Risk.Word(), verdict.Layer == ValidationLayer.Memory, verdict.ExpertRequired, verdict.Decision.Word(), verdict.Layer.Word(), verdict.RuleId, result.PolicyVersion));
    }

    /// <summary>A token in the body must prove the very agent that the header proves.</summary>
    private static void RequireOwnToken(OperationContext context)
    {
        if (context.Text("session_token") is not { } token) return;
        if (context.Service<ISessions>().Authenticate(token, context.Peer) is not { } proven)
            throw new RefusalException(StatusCodes.Status403Forbidden, "invalid_session", "The session_token in the body is not valid here.");
        if (proven.AgentId == context.Caller.AgentId) return;
        context.Service<Counters>().Impersonation();
        throw new RefusalException(StatusCodes.Status403Forbidden, "impersonation", "The session_token in the body is another agent's.");
    }

    private static Task<object> Policy(OperationContext context) => Task.FromResult<object>(Show(context.Service<IPolicies>().Current));

    private static async Task<object> Reload(OperationContext context)
    {
        try
        {
            return Show(await context.Service<IPolicies>().ReloadAsync(context.Caller.AgentId));
        }
        catch (ConfigurationException problem)
        {
            throw new RefusalException(StatusCodes.Status409Conflict, "policy_refused", "The policy that held still holds. " + problem.Message);
        }
    }

    private static PolicyReply Show(Validation.Policies.Policy policy) => new(policy.Version, policy.Rules.Count);
}
