using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Lighthouse.Benchmarks.Push;

/// <summary>
/// The floor of an idle agent: Kestrel with the bridge's transport that holds each request, or the stream that it upgrades to, until the caller is
/// gone. Prints its address; <c>/held</c> tells how many it holds.
/// </summary>
internal sealed class HoldingServer : IChildRole
{
    private int _held;

    public string Name => "holding-server";

    public async Task RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        await using var app = builder.Build();
        app.Run(http => http.Request.Path == "/held" ? http.Response.WriteAsync(Volatile.Read(ref _held).ToString(CultureInfo.InvariantCulture)) : HoldAsync(http));
        await app.StartAsync(cancellation);
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync(cancellation);
    }

    private async Task HoldAsync(HttpContext http)
    {
        Interlocked.Increment(ref _held);
        try
        {
            if (http.Request.Headers.Upgrade.Count > 0)
                await (await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync()).ReadExactlyAsync(new byte[1], http.RequestAborted);
            else await Task.Delay(Timeout.Infinite, http.RequestAborted);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The caller is gone.
        }
        finally
        {
            Interlocked.Decrement(ref _held);
        }
    }
}
