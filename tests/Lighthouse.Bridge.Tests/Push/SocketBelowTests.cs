using System.Net;
using Lighthouse.Bridge.Push;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Lighthouse.Bridge.Tests.Push;

/// <summary>Whether frames may go to the socket below a request, asked of the real server.</summary>
public sealed class SocketBelowTests
{
    [Fact]
    public async Task A_plain_connection_shows_its_socket() => Assert.Equal("True", await AskAsync(isEncrypted: false));

    [Fact]
    public async Task Nothing_is_ever_sent_below_the_encryption() => Assert.Equal("False", await AskAsync(isEncrypted: true));

    private static async Task<string> AskAsync(bool isEncrypted)
    {
        using var certificate = SelfSigned.Certificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (isEncrypted) listen.UseHttps(certificate);
        }));
        await using var app = builder.Build();
        app.MapGet("/", http => http.Response.WriteAsync($"{SocketOutput.Below(http) is not null}"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var trusting = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == certificate.Thumbprint };
        using var client = new HttpClient(trusting);
        return await client.GetStringAsync(new Uri(app.Urls.Single()), TestContext.Current.CancellationToken);
    }
}
