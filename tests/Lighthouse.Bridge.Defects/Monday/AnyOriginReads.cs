namespace Lighthouse.Bridge.Defects.Monday;

[Defect("any-origin-reads", "penetration", "the preflight of a browser is answered with the origin that asks, whichever it is")]
internal sealed class AnyOriginReads : IDefect
{
    public static void Seed(IServiceCollection services) => services.Interpose((http, next) =>
    {
        if (!HttpMethods.IsOptions(http.Request.Method) || http.Request.Headers.Origin is not [{ Length: > 0 } origin])
            return next(http);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        http.Response.Headers.AccessControlAllowOrigin = origin;
        http.Response.Headers.AccessControlAllowHeaders = "authorization, content-type";
        return Task.CompletedTask;
    });
}
