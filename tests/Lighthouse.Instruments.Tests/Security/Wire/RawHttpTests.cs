using System.Net;
using System.Net.Sockets;
using System.Text;
using Lighthouse.Security.Wire;

namespace Lighthouse.Instruments.Tests.Security.Wire;

public sealed class RawHttpTests
{
    [Fact]
    public async Task Targets_and_headers_go_out_as_they_are_written()
    {
        await using var server = new LoopbackServer(_ => Task.FromResult((200, "fine")));
        var request = new RawRequest("lOwEr", "/a/../%2e//b;x?q=%00") { Body = "äöü" }.With("X-Odd", "  two  ").With("X-Odd", "");
        var response = await Http(server.Port).SendAsync(request, TestContext.Current.CancellationToken);

        var seen = Assert.Single(server.Seen);
        Assert.Equal(("lOwEr", "/a/../%2e//b;x?q=%00", "äöü"), (seen.Method, seen.Target, seen.Body));
        Assert.Equal(["  two  ", ""], seen.Headers.Where(header => header.Key == "X-Odd").Select(header => header.Value));
        Assert.Equal((200, "fine"), (response.Status, response.Body));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n6;x=y\r\npedia \r\n0\r\n\r\n", 200, "Wikipedia ")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok and more", 201, "ok")]
    [InlineData("HTTP/1.0 500\r\n\r\nuntil the end", 500, "until the end")]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 204, "")]
    public async Task Answers_of_every_form_are_read(string wire, int status, string body)
    {
        var response = await AnswerAsync(wire);
        Assert.Equal((status, body), (response.Status, response.Body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n")]
    public async Task What_is_no_whole_answer_is_none(string wire) => await Assert.ThrowsAsync<WireException>(() => AnswerAsync(wire));

    [Fact]
    public async Task A_long_line_and_a_long_body_are_bounded()
    {
        await Assert.ThrowsAsync<WireException>(() => AnswerAsync("HTTP/1.1 200 OK\r\nX: " + new string('x', 100_000)));
        Assert.Equal(RawHttp.LongestBody, (await AnswerAsync("HTTP/1.1 200 OK\r\n\r\n" + new string('x', RawHttp.LongestBody + 5_000))).Body.Length);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var error = await Assert.ThrowsAsync<WireException>(() => Http(((IPEndPoint)listener.LocalEndpoint).Port, 0.2).SendAsync(new RawRequest("GET", "/"), TestContext.Current.CancellationToken));
        listener.Stop();
        Assert.StartsWith("LHS5012", error.Message, StringComparison.Ordinal);
    }

    private static RawHttp Http(int port, double seconds = 10) => new(new Uri($"http://127.0.0.1:{port}/"), TimeSpan.FromSeconds(seconds), TimeProvider.System);

    private static async Task<RawResponse> AnswerAsync(string wire)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[4096]);
            try
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(wire));
                client.Client.Shutdown(SocketShutdown.Send);
                _ = await stream.ReadAsync(new byte[1]);
            }
            catch (IOException)
            {
                // The reader has seen enough.
            }
        }, TestContext.Current.CancellationToken);
        try
        {
            return await Http(((IPEndPoint)listener.LocalEndpoint).Port).SendAsync(new RawRequest("GET", "/"), TestContext.Current.CancellationToken);
        }
        finally
        {
            await serving;
            listener.Stop();
        }
    }
}
