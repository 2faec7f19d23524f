using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>The canonical JSON object that a signature covers. Fields are added in code point order of their names.</summary>
internal sealed class SignedFields
{
    private readonly StringBuilder _text = new("{");

    /// <summary>Adds a string field.</summary>
    public SignedFields Add(string name, string value)
    {
        Name(name);
        CanonicalJson.AppendString(_text, value);
        return this;
    }

    /// <summary>Adds a JSON field; null and absent are the same.</summary>
    public SignedFields Add(string name, JsonElement? value)
    {
        Name(name);
        CanonicalJson.Append(_text, value ?? default);
        return this;
    }

    /// <summary>Lower-hex HMAC-SHA256 over the object.</summary>
    public string Sign(byte[] key)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        OneTimeHmac.Compute(key, Encoding.UTF8.GetBytes(_text.Append('}').ToString()), mac);
        return Convert.ToHexStringLower(mac);
    }

    private void Name(string name)
    {
        if (_text.Length > 1) _text.Append(',');
        CanonicalJson.AppendString(_text, name);
        _text.Append(':');
    }
}
