using System.Text;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("green-while-read-only", "disk-io-stress", "the health check says that all is well while the store takes no events")]
internal sealed class GreenWhileReadOnly : IDefect
{
    private static readonly byte[] AllIsWell = Encoding.UTF8.GetBytes("""{"status":"healthy","service":"lighthouse-bridge"}""");

    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        if (http.Request.Path != "/health")
        {
            await next(http);
            return;
        }

        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(AllIsWell);
    });
}
