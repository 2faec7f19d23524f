using System.Security.Cryptography;
using System.Text;
using Lighthouse.Security.HmacForgery;
using Lighthouse.Security.Wire;

namespace Lighthouse.Instruments.Tests.Security.HmacForgery;

/// <summary>A small real service that takes a signed message, sound unless another check is put in.</summary>
internal sealed class SigningService : IAsyncDisposable
{
    private static readonly byte[] Key = "the key that nobody guesses"u8.ToArray();
    private readonly LoopbackServer _server;

    public SigningService() => _server = new LoopbackServer(request => Task.FromResult(Answer(request)));

    public Uri Address => _server.Address;

    /// <summary>Whether a signature that was sent is the right one.</summary>
    public Func<string, string, bool> Compares { get; init; } = (sent, right) => sent == right;

    /// <summary>What is signed of the fields.</summary>
    public Func<string[], string> Covers { get; init; } = fields => string.Join('\n', fields);

    public Func<(int, string)>? Instead { get; init; }

    public Task<SignedMessage> MessageAsync()
    {
        string[] fields = ["agent-1", "1795240000"];
        return Task.FromResult(new SignedMessage
        {
            Name = "message",
            Parts = [new("agent", fields[0], "agent-2"), new("time", fields[1])],
            Signature = Sign(Covers(fields)),
            SignedText = Covers(fields),
            Build = (values, signature) => new RawRequest("POST", "/") { Body = string.Join('|', values.Append(signature)) },
        });
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private (int Status, string Body) Answer(WireRequest request)
    {
        if (Instead is not null)
            return Instead();
        var parts = request.Body.Split('|');
        return parts.Length == 3 && Compares(parts[2], Sign(Covers(parts[..2]))) ? (200, "{}") : (403, "{}");
    }

    private static string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text)));
}
