using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("now-and-then-away", "sla", "one of 100 questions about what is pending is answered 503: too few for an error rate, too many for what was promised")]
internal sealed class NowAndThenAway : IDefect
{
    private static int asked;

    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        if (http.Request.Path.StartsWithSegments("/elicitation/pending") && Interlocked.Increment(ref asked) % 100 == 0)
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else
            await next(http);
    });
}
