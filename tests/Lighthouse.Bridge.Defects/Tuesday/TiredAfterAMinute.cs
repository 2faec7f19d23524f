using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("tired-after-a-minute", "endurance", "after a minute one of 100 answers to a question is refused with an internal error")]
internal sealed class TiredAfterAMinute : IDefect
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static int answers;

    public static void Seed(IServiceCollection services)
    {
        var begun = TimeProvider.System.GetTimestamp();
        services.Interpose(async (http, next) =>
        {
            if (http.Request.Path == "/elicitation/respond" && TimeProvider.System.GetElapsedTime(begun) > Fresh && Interlocked.Increment(ref answers) % 100 == 0)
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            else
                await next(http);
        });
    }
}
