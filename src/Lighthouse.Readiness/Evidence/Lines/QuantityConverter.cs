using System.Text.Json;
using System.Text.Json.Serialization;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>Writes a quantity as <c>[41.5,"ms"]</c>.</summary>
internal sealed class QuantityConverter : JsonConverter<Quantity>
{
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Expect(JsonTokenType.StartArray);
        var value = reader.NextNumber();
        var unit = reader.NextUnit();
        reader.Next(JsonTokenType.EndArray);
        return new Quantity(value, unit);
    }

    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Value);
        writer.WriteStringValue(value.Unit.Symbol);
        writer.WriteEndArray();
    }
}
