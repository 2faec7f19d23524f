using Lighthouse.Bridge.Identity;
using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("header-names-the-agent", "agent-impersonation", "a header that a proxy was once meant to set says which agent a session acts for")]
internal sealed class HeaderNamesTheAgent(IAuthenticator inner, IAgents agents, IHttpContextAccessor http) : IAuthenticator, IDefect
{
    public static void Seed(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.Decorate<IAuthenticator>((inner, provider) =>
            new HeaderNamesTheAgent(inner, provider.GetRequiredService<IAgents>(), provider.GetRequiredService<IHttpContextAccessor>()));
    }

    public Caller Authenticate(PresentedIdentity presented)
    {
        var caller = inner.Authenticate(presented);
        return http.HttpContext?.Request.Headers["X-On-Behalf-Of"] is [{ } named] && agents.Find(named) is { } agent && agent.Role <= caller.Role
            ? caller with { AgentId = agent.Id }
            : caller;
    }
}
