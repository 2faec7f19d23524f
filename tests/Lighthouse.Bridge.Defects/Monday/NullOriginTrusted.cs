namespace Lighthouse.Bridge.Defects.Monday;

[Defect("null-origin-trusted", "csrf", "an Origin of null, which a sandboxed frame of any page has, is taken for none")]
internal sealed class NullOriginTrusted : IDefect
{
    public static void Seed(IServiceCollection services) => services.Spoil(http =>
    {
        if (http.Request.Headers.Origin == "null")
            http.Request.Headers.Remove("Origin");
    });
}
