using Lighthouse.Bridge.Messages;
using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("cliff-at-fifteen-hundred", "scaling-ladder", "with more than 1,500 long polls events are stored one after the other, 5 ms each")]
internal sealed class CliffAtFifteenHundred : IDefect
{
    private const int Cliff = 1500;
    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(5);
    private static readonly SemaphoreSlim Lane = new(1, 1);

    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        if (http.Request.Path == "/event/store" && http.RequestServices.GetRequiredService<IMessages>().Waiting > Cliff)
        {
            await Lane.WaitAsync(http.RequestAborted);
            try
            {
                await Task.Delay(Each);
            }
            finally
            {
                Lane.Release();
            }
        }

        await next(http);
    });
}
