using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>Writes a distribution as <c>["ms",[1.5,12],[1.6,7]]</c>: its unit, then value and count of each bucket.</summary>
internal sealed class DistributionConverter : JsonConverter<Distribution>
{
    public override Distribution Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Expect(JsonTokenType.StartArray);
        var unit = reader.NextUnit();
        var buckets = new List<Bucket>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            buckets.Add(new Bucket(reader.NextNumber(), reader.NextCount()));
            reader.Next(JsonTokenType.EndArray);
        }

        reader.Expect(JsonTokenType.EndArray);
        try
        {
            return new Distribution(unit, buckets);
        }
        catch (Exception wrong) when (wrong is ArgumentException or OverflowException)
        {
            throw new ImpossibleValueException(wrong.Message);
        }
    }

    public override void Write(Utf8JsonWriter writer, Distribution value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.Unit.Symbol);
        foreach (var bucket in value.Buckets)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(bucket.Value);
            writer.WriteNumberValue(bucket.Count);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
