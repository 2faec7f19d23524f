using Lighthouse.Security.Wire;

namespace Lighthouse.Security.RateLimitBypass;

/// <summary>Sends many requests at once and counts what was served.</summary>
internal sealed class Flood(AttackContext context, int atOnce)
{
    private readonly RawHttp _http = new(context.Target, context.AnswerTimeout, context.Time);

    /// <summary>The time runs from before the first request until after the last answer: no refill of the target's is longer.</summary>
    public async Task<FloodResult> SendAsync(IReadOnlyList<RawRequest> requests, CancellationToken cancellation)
    {
        var responses = new RawResponse?[requests.Count];
        var begun = context.Time.GetTimestamp();
        await Parallel.ForAsync(0, requests.Count, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellation }, async (index, token) =>
            responses[index] = await SendAsync(requests[index], token));
        return new FloodResult(responses, context.Time.GetElapsedTime(begun));
    }

    public async Task<RawResponse?> SendAsync(RawRequest request, CancellationToken cancellation)
    {
        request = context.Headers.Where(header => request.Headers.All(own => !own.Key.Equals(header.Key, StringComparison.OrdinalIgnoreCase)))
            .Aggregate(request, (made, header) => made.With(header.Key, header.Value));
        try
        {
            return await _http.SendAsync(request, cancellation);
        }
        catch (WireException)
        {
            return null;
        }
    }
}

/// <summary>What came of a flood.</summary>
internal sealed record FloodResult(IReadOnlyList<RawResponse?> Responses, TimeSpan Elapsed)
{
    private const int TooMany = 429;

    public int Served => Responses.Count(response => response is { IsSuccess: true });

    public int Limited => Responses.Count(response => response is { Status: TooMany });

    public int Unclear => Responses.Count(response => response is null or { Status: >= 500 });

    /// <summary>How many were refused for another reason than the limit, such as a spelling that the target does not know.</summary>
    public int RefusedOtherwise => Responses.Count(response => response is { Status: >= 300 and < 500 and not TooMany });

    /// <summary>How many 429 do not say by a whole number of seconds above zero when to come again.</summary>
    public int WithoutRetryAfter => Responses.Count(response => response is { Status: TooMany } && !(int.TryParse(response.Header("Retry-After"), out var seconds) && seconds > 0));

    /// <summary>
    /// The most that a limiter may serve who keeps its word: it was full, and got so much back while the flood lasted. Exact in
    /// its favour, because the time includes the way to the target and back; by less than one request where that takes part of a second.
    /// </summary>
    public int Allowed(LimitedOperation operation) => (int)Math.Floor(operation.Burst + (operation.PerMinute * Elapsed.TotalMinutes));
}
