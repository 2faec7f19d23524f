namespace Lighthouse.Bridge.Defects.Monday;

[Defect("plain-text-is-json", "csrf", "a body that is called text/plain is read as JSON, and a page may send one without asking for leave")]
internal sealed class PlainTextIsJson : IDefect
{
    public static void Seed(IServiceCollection services) => services.Spoil(http =>
    {
        if (http.Request.ContentType == "text/plain")
            http.Request.ContentType = "application/json";
    });
}
