using Lighthouse.Bridge.Features;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Operations;

/// <summary>What an operator changes while the bridge runs.</summary>
internal static class AdministrationOperations
{
    public static IEnumerable<Operation> All() =>
    [
        new Operation("GET", "/agent/list", "list_agents", "Registered agents by name, without their secrets.")
        {
            Parameters = [new("after_agent", "string", 1, 64) { Summary = "For paging." }, new("limit", "integer", 1, 1_000) { Default = 100 }],
            Needs = Permission.AdminAccess, Handler = List,
        }.Gives(AdministrationShapes.AgentsReply),
        new Operation("POST", "/agent/rotate", "rotate_agent", "Gives an agent a new secret and shows it, this once; ends its sessions.")
        {
            Needs = Permission.AdminAccess, Refusals = [404, 409], Handler = Rotate,
        }
            .Takes(AdministrationShapes.AgentBody)
            .Gives(IdentityShapes.RegisterAgentReply),
        new Operation("POST", "/agent/disable", "disable_agent", "Keeps an agent out; ends its sessions.")
        {
            Needs = Permission.AdminAccess, Refusals = [404, 409], Handler = context => SetDisabled(context, true),
        }
            .Takes(AdministrationShapes.AgentBody)
            .Gives(AdministrationShapes.AgentReply),
        new Operation("POST", "/agent/enable", "enable_agent", "Lets a disabled agent open sessions again.")
        {
            Needs = Permission.AdminAccess, Refusals = [404, 409], Handler = context => SetDisabled(context, false),
        }
            .Takes(AdministrationShapes.AgentBody)
            .Gives(AdministrationShapes.AgentReply),
        new Operation("GET", "/feature_flags", "feature_flags", "Who may ask by elicitation.") { Needs = Permission.AdminAccess, Handler = ShowFlags }
            .Gives(AdministrationShapes.FlagsReply),
        new Operation("POST", "/feature_flags", "change_feature_flags", "Changes what is given of them.") { Needs = Permission.AdminAccess, Handler = ChangeFlags }
            .Takes(AdministrationShapes.FlagsBody)
            .Gives(AdministrationShapes.FlagsReply),
    ];

    private static Task<object> List(OperationContext context)
    {
        var after = context.TextParameter("after_agent") ?? "";
        var page = context.Service<IAgents>().All.Where(agent => string.CompareOrdinal(agent.Id, after) > 0)
            .OrderBy(agent => agent.Id, StringComparer.Ordinal).Take((int)context.Parameter("limit", 100L)).Select(Show).ToList();
        return Task.FromResult<object>(new AgentsReply(page, page.Count));
    }

    private static async Task<object> Rotate(OperationContext context)
    {
        var agents = context.Service<IAgents>();
        var agent = await agents.RotateAsync(context.Text("agent_id")!, context.Caller.AgentId);
        return new RegisteredReply(agent.Id, agent.Role.Name(), agents.SecretOf(agent));
    }

    private static async Task<object> SetDisabled(OperationContext context, bool isDisabled)
    {
        var agent = await context.Service<IAgents>().DisableAsync(context.Text("agent_id")!, isDisabled, context.Caller.AgentId);
        if (isDisabled) context.Service<SessionRegister>().DropAllOf(agent.Id);
        return Show(agent);
    }

    private static Task<object> ShowFlags(OperationContext context) => Task.FromResult(Show(context.Service<IFeatures>().Flags));

    private static async Task<object> ChangeFlags(OperationContext context)
    {
        var (enabled, percentage, force) = (context.Element("elicitation_enabled"), context.Element("percentage"), context.Element("force"));
        if (enabled is null && percentage is null && force is null)
            throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "invalid_request", "Give at least one of elicitation_enabled, percentage, force.");
        var flags = await context.Service<IFeatures>().ChangeAsync(
            enabled?.GetBoolean(), percentage is { } share ? (int)share.GetDouble() : null, force?.GetBoolean(), context.Caller.AgentId);
        return Show(flags);
    }

    private static AgentReply Show(Agent agent) => new(agent.Id, agent.Role.Name(), agent.IsDisabled, agent.IsDisabled ? "disabled" : "enabled");

    private static object Show(FeatureFlags flags) => new FeaturesReply(flags.ElicitationEnabled, flags.Percentage, flags.Force);
}
