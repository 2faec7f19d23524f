namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("stalls-now-and-then", "integration-latency", "the bridge stands still for 400 ms every two seconds, and is quick between")]
internal sealed class StallsNowAndThen : IDefect
{
    private const long Stall = 400, Period = 2_000;

    public static void Seed(IServiceCollection services) => services.Surround(async (http, next) =>
    {
        var into = Environment.TickCount64 % Period;
        if (into < Stall)
            await Task.Delay(TimeSpan.FromMilliseconds(Stall - into));
        await next(http);
    });
}
