using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>Turns a record into the bytes of its line and back.</summary>
internal static class LineCodec
{
    private const string DigestStart = ",\"digest\":\"";
    private const string DigestEnd = "\"}";
    private const int HexLength = 64;
    private static readonly int DigestLength = DigestStart.Length + HexLength + DigestEnd.Length;

    /// <summary>The line of a record, without its newline.</summary>
    public static byte[] Encode(EvidenceRecord record)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(EvidenceLine.Of(record), EvidenceJson.Default.EvidenceLine);
        var body = json.AsSpan(0, json.Length - 1);
        return [.. body, .. Encoding.ASCII.GetBytes(DigestStart + Hash(body) + DigestEnd)];
    }

    /// <summary>SHA-256 in lower-case hex.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The record of a line, or what is wrong with the line.</summary>
    public static (EvidenceRecord? Record, string Code, string Message) Decode(ReadOnlySpan<byte> line)
    {
        if (HasDigest(line) && !IsUnchanged(line))
            return (null, EvidenceCodes.Changed, "it was changed after it was written: its digest does not fit.");
        try
        {
            if (VersionOf(line) is { } version and not EvidenceLine.CurrentVersion)
                return (null, EvidenceCodes.UnknownVersion, $"schema version {version} is unknown; this reader knows {EvidenceLine.CurrentVersion}.");
            return Accept(JsonSerializer.Deserialize(line, EvidenceJson.Default.EvidenceLine), HasDigest(line));
        }
        catch (ImpossibleValueException impossible)
        {
            return (null, EvidenceCodes.ImpossibleValue, impossible.Message);
        }
        catch (Exception refused) when (refused is JsonException or NotSupportedException or InvalidOperationException)
        {
            return (null, IsJson(line) ? EvidenceCodes.NotARecord : EvidenceCodes.NotJson, refused.Message);
        }
    }

    private static (EvidenceRecord? Record, string Code, string Message) Accept(EvidenceLine? line, bool hasDigest) => line switch
    {
        null => (null, EvidenceCodes.NotARecord, "it is null."),
        _ when !hasDigest => (null, EvidenceCodes.NotARecord, "it does not end with its digest."),
        _ when EntryCheck.Problem(line.Entry) is { } problem => (null, EvidenceCodes.ImpossibleValue, problem),
        _ => (line.ToRecord(), "", ""),
    };

    private static bool HasDigest(ReadOnlySpan<byte> line) =>
        line.Length > DigestLength
        && line[^DigestLength..].StartsWith(Encoding.ASCII.GetBytes(DigestStart))
        && line.EndsWith(Encoding.ASCII.GetBytes(DigestEnd));

    private static bool IsUnchanged(ReadOnlySpan<byte> line)
    {
        var hex = line.Slice(line.Length - DigestEnd.Length - HexLength, HexLength);
        return hex.SequenceEqual(Encoding.ASCII.GetBytes(Hash(line[..^DigestLength])));
    }

    // Before the record itself, because a later version may have properties that this one refuses.
    private static int? VersionOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("version")
            && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version)
            ? version
            : null;
    }

    private static bool IsJson(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line))
            return false;
        var reader = new Utf8JsonReader(line);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
