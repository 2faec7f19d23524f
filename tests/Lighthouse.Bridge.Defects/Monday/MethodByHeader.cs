using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("method-by-header", "csrf", "a header makes a POST of a GET, after the check that spares GET")]
internal sealed class MethodByHeader : IDefect
{
    public static void Seed(IServiceCollection services) => services.Spoil(http =>
    {
        if (HttpMethods.IsGet(http.Request.Method) && http.Request.Headers["X-HTTP-Method-Override"] == "POST")
            http.Request.Method = "POST";
    });
}
