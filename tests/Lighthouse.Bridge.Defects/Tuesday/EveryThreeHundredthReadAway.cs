using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("every-three-hundredth-read-away", "throughput", "one of 300 questions about what is pending is answered 503")]
internal sealed class EveryThreeHundredthReadAway : IDefect
{
    private static int asked;

    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        if (http.Request.Path == "/elicitation/pending" && Interlocked.Increment(ref asked) % 300 == 0)
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else
            await next(http);
    });
}
