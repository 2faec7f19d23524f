using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("silent-once-out-of-memory", "memory-exhaustion", "once a batch was refused for want of memory, new connections are taken and never served, and the process stays")]
internal sealed class SilentOnceOutOfMemory(IConnectionListenerFactory sockets) : IConnectionListenerFactory, IDefect
{
    private static volatile bool _hasRefused;

    public static void Seed(IServiceCollection services)
    {
        services.Decorate<IConnectionListenerFactory>(sockets => new SilentOnceOutOfMemory(sockets));
        services.Interpose(async (http, next) =>
        {
            await next(http);
            _hasRefused |= http.Request.Path == "/event/store_batch" && http.Response.StatusCode == StatusCodes.Status503ServiceUnavailable;
        });
    }

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken));

    private sealed class Listener(IConnectionListener served) : IConnectionListener
    {
        private readonly List<ConnectionContext> _kept = [];

        public EndPoint EndPoint => served.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await served.AcceptAsync(cancellationToken) is { } connection)
            {
                if (!_hasRefused) return connection;
                _kept.Add(connection);
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => served.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => served.DisposeAsync();
    }
}
