using System.Globalization;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("crash-on-huge-number", "penetration", "a sequence beyond 64 bits makes the long poll fail with 500, told in harmless words")]
internal sealed class CrashOnHugeNumber : IDefect
{
    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        if (http.Request.Path == "/event/wait" && decimal.TryParse(http.Request.Query["since_sequence"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > long.MaxValue)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await http.Response.WriteAsJsonAsync(new { detail = "The bridge failed; its log says more." });
            return;
        }

        await next(http);
    });
}
