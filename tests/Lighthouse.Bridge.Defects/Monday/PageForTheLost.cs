namespace Lighthouse.Bridge.Defects.Monday;

[Defect("page-for-the-lost", "penetration", "an elicitation that does not exist is answered by an HTML page that shows its id as it was sent")]
internal sealed class PageForTheLost : IDefect
{
    private const string Route = "/elicitation/status/";

    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        if (http.Request.Path.Value is { } path && path.StartsWith(Route, StringComparison.Ordinal) && !path[Route.Length..].StartsWith("elicit_", StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.WriteAsync($"<p>There is no elicitation {Uri.UnescapeDataString(path[Route.Length..])}.</p>");
            return;
        }

        await next(http);
    });
}
