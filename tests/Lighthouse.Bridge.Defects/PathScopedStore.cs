using System.Runtime.CompilerServices;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Searching;

namespace Lighthouse.Bridge.Defects;

/// <summary>A store from which the requests to one path are not given every event.</summary>
internal abstract class PathScopedStore(IEventStore inner, IHttpContextAccessor http, string path) : DecoratedStore(inner), IEventStore
{
    public IAsyncEnumerable<StoredEvent> ReadAsync(EventSelection selection, CancellationToken cancellation)
    {
        var all = Inner.ReadAsync(selection, cancellation);
        return http.HttpContext?.Request.Path.StartsWithSegments(path, StringComparison.Ordinal) == true ? SparedAsync(all, cancellation) : all;
    }

    /// <summary>Seeds a defect of this kind.</summary>
    protected static void Seed(IServiceCollection services, Func<IEventStore, IHttpContextAccessor, IEventStore> make)
    {
        services.AddHttpContextAccessor();
        services.Decorate<IEventStore>((inner, provider) => make(inner, provider.GetRequiredService<IHttpContextAccessor>()));
    }

    /// <summary>Whether an event is given.</summary>
    protected abstract bool IsGiven(StoredEvent one);

    private async IAsyncEnumerable<StoredEvent> SparedAsync(IAsyncEnumerable<StoredEvent> all, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var one in all.WithCancellation(cancellation))
        {
            if (IsGiven(one))
                yield return one;
        }
    }
}
