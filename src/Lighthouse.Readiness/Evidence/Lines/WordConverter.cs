using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>Writes a member of a closed set as its name in lower camel case, and reads nothing else: no number, no other case, no list.</summary>
internal sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> ByWord = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    private static readonly Dictionary<T, string> Words = ByWord.ToDictionary(pair => pair.Value, pair => pair.Key);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var word = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        return ByWord.TryGetValue(word, out var value)
            ? value
            : throw new JsonException($"'{word}' is none of: {string.Join(", ", ByWord.Keys)}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Words.TryGetValue(value, out var word) ? word : throw new JsonException($"{value} is no {typeof(T).Name}."));
}
