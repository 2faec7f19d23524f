using Lighthouse.Bridge.Identity;
using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("system-agents-suspend", "privilege-escalation", "one operation of many, the suspension of experts, asks for a role that is one too low")]
internal sealed class SystemAgentsSuspend(IAuthenticator inner, IHttpContextAccessor http) : DecoratedAuthenticator(inner, http), IDefect
{
    public static void Seed(IServiceCollection services) => Seed(services, (inner, http) => new SystemAgentsSuspend(inner, http));

    public override Caller Authenticate(PresentedIdentity presented)
    {
        var caller = base.Authenticate(presented);
        return presented.Operation == "POST /expert/suspend" && caller.Role == Role.SystemAgent ? caller with { Role = Role.Admin } : caller;
    }
}
