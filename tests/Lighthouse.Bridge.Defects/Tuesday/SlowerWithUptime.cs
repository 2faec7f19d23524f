using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("slower-with-uptime", "endurance", "one of 20 events waits before it is stored, 1 ms longer for each second that the bridge has run")]
internal sealed class SlowerWithUptime : IDefect
{
    private static int stored;

    public static void Seed(IServiceCollection services)
    {
        var begun = TimeProvider.System.GetTimestamp();
        services.Interpose(async (http, next) =>
        {
            if (http.Request.Path == "/event/store" && Interlocked.Increment(ref stored) % 20 == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(TimeProvider.System.GetElapsedTime(begun).TotalSeconds));
            await next(http);
        });
    }
}
