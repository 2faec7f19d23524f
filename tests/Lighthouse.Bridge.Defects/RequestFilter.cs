using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects;

/// <summary>Lets a defect see each request before the bridge does.</summary>
internal static class RequestFilter
{
    public static void BeforeEach(this IServiceCollection services, Func<HttpContext, RequestDelegate, Task> work) =>
        services.AddSingleton<IStartupFilter>(new Filter(work));

    /// <summary>Changes a JSON body; one that is no object stays as it is.</summary>
    public static async Task ChangeBodyAsync(this HttpContext http, Action<JsonObject> change)
    {
        using var read = new MemoryStream();
        await http.Request.Body.CopyToAsync(read);
        var bytes = read.ToArray();
        try
        {
            if (JsonNode.Parse(bytes) is JsonObject body)
            {
                change(body);
                bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
            }
        }
        catch (Exception problem) when (problem is System.Text.Json.JsonException or ArgumentException)
        {
            // The bridge refuses it.
        }

        http.Request.Body = new MemoryStream(bytes);
        http.Request.ContentLength = bytes.Length;
    }

    private sealed class Filter(Func<HttpContext, RequestDelegate, Task> work) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(following => http => work(http, following));
            next(app);
        };
    }
}
