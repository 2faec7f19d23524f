using System.Threading.Channels;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Push;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("pushes-in-bundles", "elicitation-improvement", "what is pushed is collected for some milliseconds first, so that fewer writes are needed")]
internal sealed class PushesInBundles : IPushes, IDefect
{
    private static readonly TimeSpan Collecting = TimeSpan.FromMilliseconds(5);
    private readonly IPushes inner;
    private readonly TimeProvider time;
    private readonly Channel<StoredEvent> collected = Channel.CreateUnbounded<StoredEvent>(new UnboundedChannelOptions { SingleReader = true });

    private PushesInBundles(IPushes inner, TimeProvider time)
    {
        (this.inner, this.time) = (inner, time);
        _ = HandOverAsync();
    }

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IPushes>((inner, provider) => new PushesInBundles(inner, provider.GetRequiredService<TimeProvider>()));

    public int Sockets => inner.Sockets;

    public void Announce(StoredEvent stored) => collected.Writer.TryWrite(stored);

    private async Task HandOverAsync()
    {
        while (await collected.Reader.WaitToReadAsync())
        {
            await Task.Delay(Collecting, time);
            while (collected.Reader.TryRead(out var stored))
                inner.Announce(stored);
        }
    }
}
