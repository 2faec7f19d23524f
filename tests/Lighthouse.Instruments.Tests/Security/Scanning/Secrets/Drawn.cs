using System.Security.Cryptography;
using System.Text;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Secrets;

/// <summary>Draws texts as the issuers of secrets draw them. Everything is put together in memory: no file of this repository holds a whole one.</summary>
internal sealed class Drawn(int seed)
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Lower = "abcdefghijklmnopqrstuvwxyz", Digits = "0123456789";

    private readonly Random random = new(seed);

    public string Letters(int length) => Of(Upper + Lower + Digits, length);

    public string LowerLetters(int length) => Of(Lower + Digits, length);

    public string UpperLetters(int length) => Of(Upper + Digits, length);

    public string Base32(int length) => Of(Upper + "234567", length);

    public string Number(int length) => Of("123456789", 1) + Of(Digits, length - 1);

    public string UrlSafe(int length) => Of(Upper + Lower + Digits + "-_", length);

    public string Hex(int bytes) => Convert.ToHexStringLower(Bytes(bytes));

    public string Base64(int bytes) => Convert.ToBase64String(Bytes(bytes));

    public string Uuid() => new Guid(Bytes(16)).ToString();

    public T One<T>(params T[] of) => of[random.Next(of.Length)];

    public int Between(int least, int most) => random.Next(least, most + 1);

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A password as people think of them: two words, a number, a sign.</summary>
    public string Password() =>
        One("Harbour", "Winter", "Copper", "Lantern", "Quartz", "Meadow", "Orchid", "Walnut") + One("!", "#", "+", "*", "-", "_")
        + One("tide", "stone", "bell", "crow", "rope", "gate") + Number(Between(3, 4)) + One("", "!", "?");

    public string Token(object header, object payload) =>
        $"{Url(System.Text.Json.JsonSerializer.Serialize(header))}.{Url(System.Text.Json.JsonSerializer.Serialize(payload))}.{Base64(32).TrimEnd('=').Replace('+', '-').Replace('/', '_')}";

    /// <summary>The armour of a key, with lines of 64 letters.</summary>
    public string Armour(string kind, int bytes)
    {
        var body = Base64(bytes);
        var text = new StringBuilder().Append("-----").Append("BEGIN ").Append(kind).Append("-----\n");
        for (var at = 0; at < body.Length; at += 64)
            text.Append(body.AsSpan(at, Math.Min(64, body.Length - at))).Append('\n');
        return text.Append("-----").Append("END ").Append(kind).Append("-----\n").ToString();
    }

    private static string Url(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private string Of(string letters, int length) => new(random.GetItems<char>(letters, length));

    public string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
