using System.Net.Sockets;
using System.Text;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Http;

/// <summary>Bytes that no well-behaved client sends.</summary>
public sealed class RawHttpTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private const string Json = "Content-Type: application/json\r\n";

    [Theory]
    [InlineData("POST /session/validate HTTP/1.1\r\nHost: x\r\n" + Json + "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}")]
    [InlineData("POST /session/validate HTTP/1.1\r\nHost: x\r\n" + Json + "Content-Length: 2, 2\r\n\r\n{}")]
    [InlineData("POST /session/validate HTTP/1.1\r\nHost: x\r\n" + Json + "Content-Length: -1\r\n\r\n{}")]
    [InlineData("POST /session/validate HTTP/1.1\r\nHost: x\r\n" + Json + "Transfer-Encoding: identity\r\n\r\n{}")]
    [InlineData("POST /session/validate HTTP/1.1\r\nHost: x\r\n" + Json + "Transfer-Encoding: chunked, x\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /session/validate HTTP/1.1\r\nHost: x\r\n" + Json + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\nHost: x\r\nX-A : 1\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n folded\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\nHost: x\r\nX-A: \0\r\n\r\n")]
    [InlineData("GET /health\0 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /health HTTP/3.7\r\nHost: x\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    public async Task A_request_that_two_readers_could_take_differently_is_refused_and_ends_the_connection(string request)
    {
        var answers = await SendAsync(request + "GET /health HTTP/1.1\r\nHost: smuggled\r\n\r\n");
        var answer = Assert.Single(answers);
        Assert.True(answer is "400" or "501" or "505", answer);
    }

    [Fact]
    public async Task A_length_with_a_sign_is_read_as_that_length_and_what_follows_is_the_next_request()
    {
        // RFC 9110 knows no sign there; the server takes it. Nothing is hidden by it: both requests are seen and answered.
        var request = "POST /session/validate HTTP/1.1\r\nHost: x\r\n" + Json + "Content-Length: +2\r\n\r\n{}GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
        Assert.Equal(["422", "200"], await SendAsync(request, 2));
    }

    [Fact]
    public async Task Chunked_wins_over_a_length_and_ends_the_connection_so_that_nothing_can_hide_behind_it()
    {
        // RFC 9112, 6.1: the server may refuse it, or read it as chunked and must close the connection then.
        var answers = await SendAsync(
            "POST /session/validate HTTP/1.1\r\nHost: x\r\n" + Json + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: smuggled\r\n\r\n");
        Assert.Single(answers);
        Assert.NotEqual("200", answers[0]);
    }

    [Theory]
    [InlineData("GET /health HTTP/1.0\r\n\r\n", "200")]
    [InlineData("GET http://other.example/health HTTP/1.1\r\nHost: other.example\r\n\r\n", "200")]
    [InlineData("GET http://other.example/health HTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    [InlineData("GET /%68ealth HTTP/1.1\r\nHost: x\r\n\r\n", "200")]
    [InlineData("GET /session%2flist HTTP/1.1\r\nHost: x\r\n\r\n", "404")]
    [InlineData("GET /x/../session/list HTTP/1.1\r\nHost: x\r\n\r\n", "403")]
    [InlineData("GET /x/%2e%2e/session/list HTTP/1.1\r\nHost: x\r\n\r\n", "403")]
    [InlineData("GET /..%2fsession/list HTTP/1.1\r\nHost: x\r\n\r\n", "404")]
    [InlineData("GET /elicitation/status/a%2fb HTTP/1.1\r\nHost: x\r\n\r\n", "403")]
    [InlineData("GET //health HTTP/1.1\r\nHost: x\r\n\r\n", "404")]
    [InlineData("CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n", "404")]
    [InlineData("TRACE /health HTTP/1.1\r\nHost: x\r\n\r\n", "405")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "404")]
    public async Task Other_forms_of_a_path_reach_what_they_name_or_nothing(string request, string status)
    {
        Assert.Equal(status, await FirstAsync(request));
    }

    [Fact]
    public async Task Every_escaped_form_of_a_protected_path_asks_for_a_session()
    {
        foreach (var path in new[] { "/agent/list", "/agent/list/", "/AGENT/LIST", "/%61gent/list", "/agent/./list", "/agent//list", "/agent/list;x", "/agent/list%00" })
            Assert.Contains(await FirstAsync($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"), new[] { "403", "404", "400" });
    }

    [Fact]
    public async Task Too_many_or_too_large_headers_are_refused()
    {
        var many = string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: 1\r\n"));
        Assert.Equal("431", await FirstAsync($"GET /health HTTP/1.1\r\nHost: x\r\n{many}\r\n"));
        Assert.Equal("431", await FirstAsync($"GET /health HTTP/1.1\r\nHost: x\r\nX-A: {new string('a', 17_000)}\r\n\r\n"));
        Assert.Equal("414", await FirstAsync($"GET /{new string('a', 9_000)} HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    [Fact]
    public async Task A_body_that_trickles_ends_its_connection()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(bridge.Address.Host, bridge.Address.Port, RunningBridge.Cancellation);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /session/create HTTP/1.1\r\nHost: x\r\n" + Json + "Content-Length: 100000\r\n\r\n{"), RunningBridge.Cancellation);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(RunningBridge.Cancellation);
        bound.CancelAfter(TimeSpan.FromSeconds(30));
        using var answer = new StreamReader(tcp.GetStream());
        var reading = answer.ReadToEndAsync(bound.Token);
        while (!reading.IsCompleted)
        {
            try
            {
                await tcp.GetStream().WriteAsync(" "u8.ToArray(), bound.Token);
            }
            catch (IOException)
            {
                break;
            }

            await Task.Delay(200, bound.Token);
        }

        Assert.StartsWith("HTTP/1.1 408", await reading, StringComparison.Ordinal);
    }

    private async Task<string> FirstAsync(string request) => (await SendAsync(request, 1))[0];

    /// <summary>Sends bytes and reads so many answers, or all until the bridge closes the connection; gives their statuses.</summary>
    private async Task<List<string>> SendAsync(string request, int answers = int.MaxValue)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(bridge.Address.Host, bridge.Address.Port, RunningBridge.Cancellation);
        var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), RunningBridge.Cancellation);
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var answer = new StringBuilder();
        var buffer = new byte[8_192];
        try
        {
            for (int read; Statuses(answer).Count < answers && (read = await stream.ReadAsync(buffer, bound.Token)) > 0;)
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // Reset after the answer: the bridge did not read what it had refused.
        }

        return Statuses(answer);
    }

    private static List<string> Statuses(StringBuilder answer) => [.. answer.ToString().Split("HTTP/1.1 ").Skip(1).Where(part => part.Length >= 3).Select(part => part[..3])];
}
