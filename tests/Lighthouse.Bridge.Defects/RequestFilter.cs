using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Lighthouse.Bridge.Defects;

/// <summary>Puts something in front of everything that the bridge does with a request.</summary>
internal static class RequestFilter
{
    /// <summary>Runs before the bridge sees the request; what it changes is what the bridge sees.</summary>
    public static void Spoil(this IServiceCollection services, Action<HttpContext> change) => services.Surround((http, next) =>
    {
        change(http);
        return next(http);
    });

    /// <summary>Runs in place of the bridge, which it may call.</summary>
    public static void Surround(this IServiceCollection services, Func<HttpContext, RequestDelegate, Task> around) =>
        services.AddSingleton<IStartupFilter>(new Filter(around));

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

    private sealed class Filter(Func<HttpContext, RequestDelegate, Task> around) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(bridge => http => around(http, bridge));
            next(app);
        };
    }
}
