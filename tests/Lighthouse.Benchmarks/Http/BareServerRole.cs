using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lighthouse.Benchmarks.Http;

/// <summary>Kestrel with an endpoint that reads the request and answers a constant of the size of the bridge's answer. Prints its address.</summary>
internal sealed class BareServerRole : IChildRole
{
    public const string RoleName = "bare-server";
    private static readonly byte[] Answer = [.. Enumerable.Repeat((byte)'x', 180)];

    public string Name => RoleName;

    public async Task RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Run(async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            http.Response.ContentLength = Answer.Length;
            await http.Response.Body.WriteAsync(Answer);
        });
        await app.StartAsync(cancellation);
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync(cancellation);
    }
}
