using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("last-subscriber-starved", "websocket-fanout", "the 200th socket gets what it is to be told 300 ms after the others")]
internal sealed class LastSubscriberStarved : IDefect
{
    private const int Last = 200;

    public static void Seed(IServiceCollection services)
    {
        var sockets = 0;
        services.Spoil(http =>
        {
            if (http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade || Interlocked.Increment(ref sockets) != Last)
                return;
            http.Features.Set<IHttpUpgradeFeature>(new Starving(upgrade));
            var hidden = new Hidden();
            http.Features.Set<IConnectionSocketFeature>(hidden);
            http.Features.Set<IConnectionTransportFeature>(hidden);
        });
    }

    private sealed class Starving(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => inner.IsUpgradableRequest;

        public async Task<Stream> UpgradeAsync() => new SlowStream(await inner.UpgradeAsync());
    }

    // The bridge would write past the stream.
    private sealed class Hidden : IConnectionSocketFeature, IConnectionTransportFeature
    {
        public Socket Socket => null!;

        public IDuplexPipe Transport { get; set; } = null!;
    }
}
