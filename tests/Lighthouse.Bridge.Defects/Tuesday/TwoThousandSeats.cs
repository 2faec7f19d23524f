using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("two-thousand-seats", "scaling-ladder", "2,000 agents may wait at once; whoever comes later is told that there is no room")]
internal sealed class TwoThousandSeats : IDefect
{
    private const int Seats = 2000;
    private static int taken;

    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        if (http.Request.Path != "/event/wait")
        {
            await next(http);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref taken) > Seats)
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            else
                await next(http);
        }
        finally
        {
            Interlocked.Decrement(ref taken);
        }
    });
}
