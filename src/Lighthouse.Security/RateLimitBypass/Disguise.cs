using System.Globalization;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.RateLimitBypass;

/// <summary>A way to look like somebody else to a limiter that looks at the wrong thing.</summary>
/// <param name="Name">What is done; the same in every run.</param>
/// <param name="Change">Changes the request of a number.</param>
internal sealed record Disguise(string Name, Func<RawRequest, int, RawRequest> Change)
{
    private static readonly string[] AddressHeaders =
        ["X-Forwarded-For", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "X-Originating-IP", "X-Remote-Addr", "X-Cluster-Client-IP"];

    private static readonly string[] NameHeaders = ["X-Client-Id", "X-Agent-Id", "X-Api-Key", "X-Session-Id", "X-Request-Id", "X-User-Id", "From", "traceparent", "Referer"];

    /// <summary>None: the requests as they are.</summary>
    public static Disguise None { get; } = new("nothing changed", (request, _) => request);

    public static IReadOnlyList<Disguise> All { get; } =
    [
        None,
        new("another address in every header that names one", (request, number) => AddressHeaders.Aggregate(request, (made, name) => made.With(name, AddressOf(number)))
            .With("Forwarded", $"for={AddressOf(number)}")),
        new("another name in every header that could hold one", (request, number) => NameHeaders.Aggregate(request, (made, name) => made.With(name, $"client-{number}"))),
        new("another query", (request, number) => request with { Target = $"{request.Target}{(request.Target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cache={number}&client_id={number}" }),
        new("another spelling of the path", (request, number) => request with { Target = Spelled(request.Target, number) }),
    ];

    private static string AddressOf(int number) => string.Create(CultureInfo.InvariantCulture, $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}");

    // Each letter's case by a bit of the number; the query stays as it is.
    private static string Spelled(string target, int number)
    {
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var path = end < 0 ? target : target[..end];
        return string.Concat(path.Select((letter, at) => (number >> (at % 16) & 1) == 1 ? char.ToUpperInvariant(letter) : letter)) + (end < 0 ? "" : target[end..]);
    }
}
