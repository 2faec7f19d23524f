using System.Security.Cryptography;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects;

/// <summary>A long poll that leaves out about one in so many events of one type, always the same ones, whoever asks and however often.</summary>
internal abstract class DroppedNews(IMessages inner, string eventType, int every) : IMessages
{
    public int Waiting => inner.Waiting;

    public Task<EventPage> QueryAsync(Caller caller, EventFilter filter, CancellationToken cancellation) => inner.QueryAsync(caller, filter, cancellation);

    public async Task<EventPage> WaitAsync(Caller caller, long sinceSequence, TimeSpan timeout, CancellationToken cancellation)
    {
        var page = await inner.WaitAsync(caller, sinceSequence, timeout, cancellation);
        return page with { Events = [.. page.Events.Where(one => one.Event.EventType != eventType || !IsDropped(one))] };
    }

    private bool IsDropped(StoredEvent one) => SHA256.HashData(BitConverter.GetBytes(one.Sequence))[0] % every == 0;
}
