using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Push;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("pushes-in-batches", "elicitation-improvement", "what is pushed is collected and given out 50 times a second, so that sockets are slower than long polls")]
internal sealed class PushesInBatches : IPushes, IDefect
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private readonly Lock order = new();
    private readonly IPushes inner;
    private readonly ITimer timer;
    private List<StoredEvent> collected = [];

    public PushesInBatches(IPushes inner, TimeProvider time)
    {
        this.inner = inner;
        timer = time.CreateTimer(_ => GiveOut(), null, Interval, Interval);
    }

    public int Sockets => inner.Sockets;

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IPushes>((inner, provider) => new PushesInBatches(inner, provider.GetRequiredService<TimeProvider>()));

    public void Announce(StoredEvent stored)
    {
        lock (order)
            collected.Add(stored);
    }

    private void GiveOut()
    {
        GC.KeepAlive(timer);
        lock (order)
        {
            foreach (var one in collected)
                inner.Announce(one);
            collected = [];
        }
    }
}
