using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("acknowledged-before-written", "process-crash", "an event is acknowledged at once and written 200 ms later, so that a crash loses what was promised")]
internal sealed class AcknowledgedBeforeWritten(IEventStore inner, TimeProvider time) : DecoratedStore(inner), IDefect
{
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(200);
    private readonly Lock order = new();
    private Task written = Task.CompletedTask;
    private long promised = inner.LastSequence;

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IEventStore>((inner, provider) => new AcknowledgedBeforeWritten(inner, provider.GetRequiredService<TimeProvider>()));

    public override Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        lock (order)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
            List<StoredEvent> promise = [.. events.Select(one => new StoredEvent(++promised, now, "bridge", one))];
            written = WriteAsync(written, events);
            return Task.FromResult<IReadOnlyList<StoredEvent>>(promise);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await written;
        await base.DisposeAsync();
    }

    private async Task WriteAsync(Task before, IReadOnlyList<NewEvent> events)
    {
        var due = Task.Delay(Later, time);
        await before;
        await due;
        await Inner.AppendAsync(events, CancellationToken.None);
    }
}
