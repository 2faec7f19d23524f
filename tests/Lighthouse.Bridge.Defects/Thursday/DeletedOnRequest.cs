using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("deleted-on-request", "event-immutability", "DELETE of an event answers 204, and from then on nobody is shown it")]
internal sealed class DeletedOnRequest(IEventStore inner, ConcurrentDictionary<long, bool> deleted) : DecoratedStore(inner), IDefect
{
    private const string Path = "/event/";

    public static void Seed(IServiceCollection services)
    {
        var deleted = new ConcurrentDictionary<long, bool>();
        services.Decorate<IEventStore>(inner => new DeletedOnRequest(inner, deleted));
        services.Surround((http, next) =>
        {
            var path = http.Request.Path.Value ?? "";
            if (http.Request.Method != HttpMethods.Delete || !path.StartsWith(Path, StringComparison.Ordinal)
                || !long.TryParse(path[Path.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
                return next(http);
            deleted[sequence] = true;
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
    }

    public override async IAsyncEnumerable<StoredEvent> ReadAsync(long afterSequence, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var one in base.ReadAsync(afterSequence, cancellation))
        {
            if (!deleted.ContainsKey(one.Sequence))
                yield return one;
        }
    }
}
