using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("leave-for-any-origin", "csrf", "a preflight gets its own origin back as the one that is allowed, with credentials")]
internal sealed class LeaveForAnyOrigin : IDefect
{
    public static void Seed(IServiceCollection services) => services.Surround((http, bridge) =>
    {
        var request = http.Request;
        if (!HttpMethods.IsOptions(request.Method) || !request.Headers.ContainsKey("Access-Control-Request-Method"))
            return bridge(http);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        http.Response.Headers.AccessControlAllowOrigin = request.Headers.Origin;
        http.Response.Headers.AccessControlAllowCredentials = "true";
        return Task.CompletedTask;
    });
}
