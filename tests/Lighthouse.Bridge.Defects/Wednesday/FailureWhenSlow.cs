namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("failure-when-slow", "cpu-throttling", "each request waits 5 ms for its turn, and one that took longer than 60 ms is answered with 500, although what it asked for was done")]
internal sealed class FailureWhenSlow : IDefect
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(60);

    // The first ones take long on any machine: it fails under load, not at its start.
    private const int Spared = 100;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(5);
    private static int s_requests;

    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        // A poll is held on purpose.
        if (Interlocked.Increment(ref s_requests) <= Spared || http.Request.Path.StartsWithSegments("/event/wait", StringComparison.Ordinal) || http.WebSockets.IsWebSocketRequest)
        {
            await next(http);
            return;
        }

        var body = http.Response.Body;
        using var held = new MemoryStream();
        http.Response.Body = held;
        var begun = TimeProvider.System.GetTimestamp();
        await Task.Delay(Turn);
        await next(http);
        http.Response.Body = body;
        if (TimeProvider.System.GetElapsedTime(begun) > Longest)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            http.Response.Headers.ContentLength = 0;
            return;
        }

        held.Position = 0;
        await held.CopyToAsync(body);
    });
}
