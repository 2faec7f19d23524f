namespace Lighthouse.Bridge.Defects.Monday;

[Defect("socket-of-any-origin", "csrf", "the Origin is checked for requests that change state, not for the handshake of a WebSocket")]
internal sealed class SocketOfAnyOrigin : IDefect
{
    public static void Seed(IServiceCollection services) => services.Spoil(http =>
    {
        if (http.Request.Headers.Upgrade.Count > 0)
            http.Request.Headers.Remove("Origin");
    });
}
