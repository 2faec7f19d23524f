using System.Security.Cryptography;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("second-recipient", "message-routing", "one message in about 50 is also told to another agent that happens to poll")]
internal sealed class SecondRecipient(IMessages inner) : IMessages, IDefect
{
    private const int Every = 50, Page = 1000;

    public int Waiting => inner.Waiting;

    public static void Seed(IServiceCollection services) => services.Decorate<IMessages>(inner => new SecondRecipient(inner));

    public Task<EventPage> QueryAsync(Caller caller, EventFilter filter, CancellationToken cancellation) => inner.QueryAsync(caller, filter, cancellation);

    public async Task<EventPage> WaitAsync(Caller caller, long sinceSequence, TimeSpan timeout, CancellationToken cancellation)
    {
        var page = await inner.WaitAsync(caller, sinceSequence, timeout, cancellation);
        var everything = await inner.QueryAsync(caller with { Role = Role.Admin }, new EventFilter(null, null, null, null, sinceSequence, Page), cancellation);
        var others = everything.Events.Where(one => one.Sequence <= page.NextSequence && one.Event.SourceAgent != caller.AgentId && IsTold(one));
        return page with { Events = [.. page.Events.UnionBy(others, one => one.Sequence).OrderBy(one => one.Sequence)] };
    }

    private static bool IsTold(StoredEvent one) =>
        one.Event.EventType.StartsWith("routing_", StringComparison.Ordinal) && SHA256.HashData(BitConverter.GetBytes(one.Sequence))[0] % Every == 0;
}
