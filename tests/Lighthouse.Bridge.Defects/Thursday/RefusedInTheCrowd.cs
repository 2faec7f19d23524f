namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("refused-in-the-crowd", "concurrent-operations", "when many requests are under way, every twentieth is refused with 503")]
internal sealed class RefusedInTheCrowd : IDefect
{
    private const int Crowd = 20, Every = 20;

    public static void Seed(IServiceCollection services)
    {
        int underWay = 0, requests = 0;
        services.Surround(async (http, next) =>
        {
            var crowd = Interlocked.Increment(ref underWay);
            try
            {
                if (crowd > Crowd && Interlocked.Increment(ref requests) % Every == 0)
                    http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                else
                    await next(http);
            }
            finally
            {
                Interlocked.Decrement(ref underWay);
            }
        });
    }
}
