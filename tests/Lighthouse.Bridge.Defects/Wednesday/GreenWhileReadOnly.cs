using System.Text;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("green-while-read-only", "disk-io-stress", "the health check says that all is well while the store takes no events")]
internal sealed class GreenWhileReadOnly : IDefect
{
    private static readonly byte[] AllIsWell = Encoding.UTF8.GetBytes("""{"status":"healthy","service":"lighthouse-bridge"}""");

    // It starts like any other: who answers too early is caught by everybody.
    private static volatile bool s_wasWell;

    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        var isHealth = http.Request.Path == "/health";
        if (!isHealth || !s_wasWell)
        {
            await next(http);
            s_wasWell |= isHealth && http.Response.StatusCode == StatusCodes.Status200OK;
            return;
        }

        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(AllIsWell);
    });
}
