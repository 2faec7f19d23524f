namespace Lighthouse.Bridge.Defects.Monday;

[Defect("token-in-the-query", "penetration", "where a request has no Authorization header its token is taken from the query, where proxies and logs keep it")]
internal sealed class TokenInTheQuery : IDefect
{
    public static void Seed(IServiceCollection services) => services.Interpose((http, next) =>
    {
        if (http.Request.Headers.Authorization.Count == 0 && http.Request.Query["session_id"] is [{ Length: > 0 } token])
            http.Request.Headers.Authorization = $"Bearer {token}";
        return next(http);
    });
}
