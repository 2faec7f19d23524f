using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Push;

namespace Lighthouse.Bridge.Operations;

/// <summary>Push over WebSocket.</summary>
internal static class PushOperations
{
    public static IEnumerable<Operation> All() =>
    [
        new Operation("GET", "/ws/{agent_id}", "push", "Opens a WebSocket: ping, subscribe, unsubscribe and publish in; events and elicitations out.")
        {
            Parameters = [new("agent_id", "string", 1, 64) { IsInPath = true, IsRequired = true, Summary = "The caller's own name." }],
            Needs = Permission.EventsRead, Success = StatusCodes.Status101SwitchingProtocols, Refusals = [400, 426], Handler = Open,
        }.Gives(PushShapes.Pushed),
    ];

    private static Task<object> Open(OperationContext context)
    {
        context.RequireOwnName(context.TextParameter("agent_id"));
        var (caller, peer, host) = (context.Caller, context.Peer, context.Service<SocketHost>());
        return Task.FromResult<object>(new SwitchReply(
            http => host.RunAsync(http, caller, new PresentedIdentity("GET /ws/{agent_id}", SocketBearer.AuthorizationOf(http.Request), peer))));
    }
}
