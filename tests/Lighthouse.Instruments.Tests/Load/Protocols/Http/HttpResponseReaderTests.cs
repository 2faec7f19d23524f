using System.Buffers;
using System.Text;
using Lighthouse.Load.Protocols.Http;

namespace Lighthouse.Instruments.Tests.Load.Protocols.Http;

public sealed class HttpResponseReaderTests
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20).Select(_ => Random.Shared.Next())];

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello", true)]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-LENGTH:\t5 \r\n\r\nhello", 200, "hello", true)]
    [InlineData("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", 200, "", true)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204, "", true)]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 12\r\n\r\n", 304, "", true)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\nx", 404, "x", true)]
    [InlineData("HTTP/1.1 500 Oh\r\nConnection: Close, x\r\nContent-Length: 2\r\n\r\nno", 500, "no", false)]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, "x", false)]
    [InlineData("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", 200, "x", true)]
    [InlineData(Chunked + "5\r\nhello\r\n0\r\n\r\n", 200, "hello", true)]
    [InlineData(Chunked + "3;why=not\r\nhel\r\n00002\r\nlo\r\n0\r\nTrailer: x\r\n\r\n", 200, "hello", true)]
    public void A_response_is_read_however_it_is_cut(string text, int status, string body, bool keepsAlive)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        for (var piece = 1; piece <= bytes.Length; piece++)
        {
            var (reading, reader, read) = Read(bytes, piece);
            Assert.Equal((HttpReading.Done, status, body, keepsAlive), (reading, reader.Status, read, reader.KeepsAlive));
            Assert.Equal(body.Length, reader.BodyBytes);
        }
    }

    [Theory]
    [InlineData("HTTP/2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20x OK\r\n\r\n")]
    [InlineData("HTTP/1.1 099 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\n folded\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\nContent-Length: 1\r\n\r\nx")]
    [InlineData(Chunked + "x\r\n")]
    [InlineData(Chunked + "\r\n")]
    [InlineData(Chunked + "-1\r\n")]
    [InlineData(Chunked + "FFFFFFFFFFFFFFFF\r\n")]
    [InlineData(Chunked + "1\r\nab\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4097\r\n\r\n")]
    [InlineData(Chunked + "1001\r\n")]
    public void What_cannot_be_relied_on_is_malformed_however_it_is_cut(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        for (var piece = 1; piece <= bytes.Length; piece++)
            Assert.Equal(HttpReading.Malformed, Read(bytes, piece).Reading);
    }

    [Fact]
    public void The_answer_to_a_head_request_has_no_body()
    {
        var reader = new HttpResponseReader(new HttpLimits());
        reader.Begin(isForHead: true);
        Assert.Equal(HttpReading.Done, reader.Read("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"u8, out _));
    }

    [Fact]
    public void A_body_without_a_length_ends_with_the_connection()
    {
        var reader = new HttpResponseReader(new HttpLimits());
        reader.Begin(isForHead: false);
        Assert.Equal(HttpReading.More, reader.Read("HTTP/1.1 200 OK\r\n\r\nsome"u8, out _));
        Assert.Equal((true, false, 4L), (reader.EndsWithConnection, reader.KeepsAlive, reader.BodyBytes));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX: ")]
    [InlineData(Chunked + "1;")]
    [InlineData(Chunked + "0\r\nX: ")]
    public void What_never_ends_is_given_up_at_its_limit(string beginning)
    {
        var endless = Encoding.ASCII.GetBytes(beginning + new string('x', 10_000));
        Assert.Equal(HttpReading.Malformed, Read(endless, 100).Reading);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Damaged_responses_are_read_the_same_however_they_are_cut(int seed)
    {
        var random = new Random(seed);
        string[] sound = ["HTTP/1.1 200 OK\r\nContent-Length: 5\r\nServer: x\r\n\r\nhello", Chunked + "5\r\nhello\r\n0\r\nA: b\r\n\r\n"];
        for (var round = 0; round < 500; round++)
        {
            var bytes = Encoding.ASCII.GetBytes(sound[random.Next(2)]);
            for (var flips = 1 + random.Next(3); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : "\r\n:0123456789abcdef ;"u8[random.Next(20)];
            var whole = Read(bytes, bytes.Length);
            var cut = Read(bytes, 1 + random.Next(7));
            Assert.Equal((whole.Reading, whole.Body), (cut.Reading, cut.Body));
        }
    }

    private static (HttpReading Reading, HttpResponseReader Reader, string Body) Read(byte[] bytes, int piece)
    {
        var reader = new HttpResponseReader(new HttpLimits(HeadBytes: 1024, BodyBytes: 4096));
        reader.Begin(isForHead: false);
        var body = new ArrayBufferWriter<byte>();
        var kept = new List<byte>();
        for (var at = 0; at < bytes.Length; at += piece)
        {
            kept.AddRange(bytes[at..Math.Min(at + piece, bytes.Length)]);
            var reading = reader.Read(kept.ToArray(), out var used, body);
            kept.RemoveRange(0, used);
            if (reading != HttpReading.More)
                return (reading, reader, reading == HttpReading.Done ? Encoding.Latin1.GetString(body.WrittenSpan) : "");
        }

        return (HttpReading.More, reader, "");
    }
}
