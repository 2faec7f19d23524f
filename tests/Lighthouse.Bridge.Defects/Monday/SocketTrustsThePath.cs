using Lighthouse.Bridge.Identity;
using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("socket-trusts-the-path", "agent-impersonation", "a WebSocket is opened for the agent in its path, whoever's session asks for it")]
internal sealed class SocketTrustsThePath(IAuthenticator inner, IAgents agents, IHttpContextAccessor http) : IAuthenticator, IDefect
{
    public static void Seed(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.Decorate<IAuthenticator>((inner, provider) =>
            new SocketTrustsThePath(inner, provider.GetRequiredService<IAgents>(), provider.GetRequiredService<IHttpContextAccessor>()));
    }

    public Caller Authenticate(PresentedIdentity presented)
    {
        var caller = inner.Authenticate(presented);
        return presented.Operation == "GET /ws/{agent_id}" && http.HttpContext?.Request.RouteValues["agent_id"] is string named && agents.Find(named) is { } agent
            ? caller with { AgentId = agent.Id }
            : caller;
    }
}
