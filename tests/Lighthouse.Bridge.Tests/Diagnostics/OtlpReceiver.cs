using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lighthouse.Bridge.Tests.Diagnostics;

/// <summary>Takes traces by OTLP over HTTP as a collector would, and reads of them what a test looks at.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<byte[]> _bodies = new();

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Endpoint => _app.Urls.Single();

    /// <summary>Everything that came, as text as far as it is text.</summary>
    public string Raw => string.Concat(_bodies.Select(System.Text.Encoding.Latin1.GetString));

    public IReadOnlyList<ReceivedSpan> Spans =>
        [.. _bodies.SelectMany(body => Within(body, 1)).SelectMany(resource => Within(resource, 2)).SelectMany(scope => Within(scope, 2)).Select(Span)];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/traces", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        Assert.Equal("application/x-protobuf", http.Request.ContentType);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _bodies.Enqueue(body.ToArray());
        http.Response.ContentType = "application/x-protobuf";
    }

    private static ReceivedSpan Span(byte[] span) => new(
        Convert.ToHexStringLower(Within(span, 1).Single()), Convert.ToHexStringLower(Within(span, 2).Single()),
        Convert.ToHexStringLower(Within(span, 4).SingleOrDefault() ?? []), System.Text.Encoding.UTF8.GetString(Within(span, 5).Single()));

    /// <summary>The length-delimited fields of one number in a protobuf message.</summary>
    private static IEnumerable<byte[]> Within(byte[] message, int number)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0: Varint(message, ref at); break;
                case 1: at += 8; break;
                case 5: at += 4; break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    if ((int)(tag >> 3) == number) yield return message[at..(at + length)];
                    at += length;
                    break;
                default: throw new FormatException($"wire type {tag & 7}");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }
    }
}

/// <summary>A span as it came; ids in hex, no parent as an empty text.</summary>
internal sealed record ReceivedSpan(string TraceId, string SpanId, string ParentId, string Name);
