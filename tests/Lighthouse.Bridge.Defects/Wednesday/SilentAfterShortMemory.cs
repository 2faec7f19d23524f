using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("silent-after-short-memory", "memory-exhaustion", "once memory was short, new connections are taken and never served, and the process stays")]
internal sealed class SilentAfterShortMemory(IConnectionListenerFactory sockets) : IConnectionListenerFactory, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IConnectionListenerFactory>(sockets => new SilentAfterShortMemory(sockets));

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken));

    private sealed class Listener(IConnectionListener served) : IConnectionListener
    {
        private readonly List<ConnectionContext> _kept = [];
        private bool _wasShort;

        public EndPoint EndPoint => served.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await served.AcceptAsync(cancellationToken) is { } connection)
            {
                if (!(_wasShort |= ShortMemory.IsShort)) return connection;
                _kept.Add(connection);
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => served.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => served.DisposeAsync();
    }
}
