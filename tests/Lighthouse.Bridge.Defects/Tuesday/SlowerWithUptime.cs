using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("slower-with-uptime", "endurance", "one of 20 events waits before it is stored, 2 ms for each second that the bridge has run beyond the first minute")]
internal sealed class SlowerWithUptime : IDefect
{
    private const double PerSecond = 2;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static int stored;

    public static void Seed(IServiceCollection services)
    {
        var begun = TimeProvider.System.GetTimestamp();
        services.Interpose(async (http, next) =>
        {
            if (http.Request.Path == "/event/store" && TimeProvider.System.GetElapsedTime(begun) - Fresh is var tired && tired > TimeSpan.Zero && Interlocked.Increment(ref stored) % 20 == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(tired.TotalSeconds * PerSecond));
            await next(http);
        });
    }
}
