using System.Text.Json;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>Steps through JSON that must have one exact form.</summary>
internal static class JsonTokens
{
    public static void Expect(this ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (reader.TokenType != token)
            throw new JsonException($"{reader.TokenType} stands where {token} must.");
    }

    public static void Next(this ref Utf8JsonReader reader, JsonTokenType token)
    {
        reader.Read();
        reader.Expect(token);
    }

    public static double NextNumber(this ref Utf8JsonReader reader)
    {
        reader.Next(JsonTokenType.Number);
        return reader.GetDouble();
    }

    public static long NextCount(this ref Utf8JsonReader reader)
    {
        reader.Next(JsonTokenType.Number);
        return reader.TryGetInt64(out var value) ? value : throw new JsonException("A count is no whole number.");
    }

    public static Unit NextUnit(this ref Utf8JsonReader reader)
    {
        reader.Next(JsonTokenType.String);
        var symbol = reader.GetString()!;
        return Unit.TryParse(symbol, out var unit) ? unit : throw new JsonException($"'{symbol}' is no unit.");
    }
}
