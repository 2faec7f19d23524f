using Microsoft.AspNetCore.Http.Features;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("body-without-limit", "penetration", "one route, the annotation of a file, reads bodies of any size and forgets their blanks before the limit is looked at")]
internal sealed class BodyWithoutLimit : IDefect
{
    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        if (http.Request.Path == "/shadow/annotate" && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
            using var reader = new StreamReader(http.Request.Body);
            var text = (await reader.ReadToEndAsync(http.RequestAborted)).Trim();
            var bytes = System.Text.Encoding.UTF8.GetBytes(text);
            http.Request.Body = new MemoryStream(bytes);
            http.Request.ContentLength = bytes.Length;
        }

        await next(http);
    });
}
