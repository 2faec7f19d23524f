using System.Net.Sockets;
using System.Text;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Http;

/// <summary>A bridge that can accept no connection any more does not stay as if it were there.</summary>
public sealed class DeafBridgeTests
{
    [Fact]
    public async Task Its_process_ends_with_a_code_of_its_own_so_that_it_is_started_again()
    {
        using var folder = new TemporaryFolder();
        await using var bridge = FailingAccepts.Launch(folder, good: 1, isForWantOfMemory: false);
        var url = await bridge.ListeningAsync();
        Assert.True(await IsAnsweredAsync(url));
        Assert.False(await IsAnsweredAsync(url));

        Assert.Equal(ListenerWatch.Deaf, await bridge.ExitCodeAsync());
        Assert.Contains("LHB3004", bridge.Output + bridge.Errors);
    }

    [Fact]
    public async Task One_that_there_was_no_memory_for_a_connection_goes_on_accepting_the_next()
    {
        using var folder = new TemporaryFolder();
        await using var bridge = FailingAccepts.Launch(folder, good: 1, isForWantOfMemory: true);
        var url = await bridge.ListeningAsync();
        Assert.True(await IsAnsweredAsync(url));
        // The second is taken, the third lost, and so on.
        for (var connection = 2; connection <= 9; connection++)
            Assert.Equal(connection % 2 == 0, await IsAnsweredAsync(url));

        bridge.Terminate();
        Assert.Equal(0, await bridge.ExitCodeAsync());
    }

    // Over a connection of its own, and once: an HTTP client would try again by itself.
    private static async Task<bool> IsAnsweredAsync(Uri url)
    {
        using var client = new TcpClient();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(RunningBridge.Cancellation);
        bound.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            await client.ConnectAsync(url.Host, url.Port, bound.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /health HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: close\r\n\r\n"), bound.Token);
            using var reader = new StreamReader(stream);
            return (await reader.ReadToEndAsync(bound.Token)).StartsWith("HTTP/1.1 ", StringComparison.Ordinal);
        }
        catch (Exception lost) when (lost is IOException or SocketException)
        {
            return false;
        }
    }
}
