using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Schemas;

namespace Lighthouse.Bridge.Tests.Schemas;

public sealed class RandomSchemaTests
{
    private static readonly string[] Types = ["object", "array", "string", "number", "integer", "boolean", "null"];
    private static readonly string[] Names = ["a", "b", "c", "\u00e9", ""];
    private static readonly string[] Numbers = ["0", "1", "1.0", "2", "-1", "1.5", "15e-1", "2.0", "-0", "3e0", "10"];
    private static readonly string[] Texts = ["", "a", "ab", "\U0001F600", "abc", "a\nb", "1"];
    private static readonly string[] Patterns = ["a", "^a", "b$", "^[a-c]*$", "\\d", "a|b", "^.{2}$", "(ab)+"];
    private static readonly string[] Keywords =
    [
        "type", "required", "properties", "additionalProperties", "enum", "const", "items", "uniqueItems", "pattern", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "title", "format",
    ];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void It_decides_as_a_second_implementation_does(int seed)
    {
        var random = new Random(seed);
        var (met, missed) = (0, 0);
        for (var i = 0; i < 5_000; i++)
        {
            var (schema, value) = (Schema(random, 3), Value(random, 3));
            var expected = NaiveSchema.Meets(JsonNode.Parse(schema), JsonNode.Parse(value));
            var problem = JsonSchema.Parse(JsonElement.Parse(schema)).Problem(JsonElement.Parse(value));
            Assert.True(expected == problem is null, $"seed {seed}, round {i}: {schema} and {value}: expected {expected}, and the problem is '{problem}'");
            if (expected) met++;
            else missed++;
        }

        // Otherwise the comparison would prove little.
        Assert.True(met > 500 && missed > 500, $"{met} met, {missed} missed");
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Whatever_json_is_given_as_schema_and_value_it_decides_or_refuses_the_schema(int seed)
    {
        var random = new Random(seed);
        var understood = 0;
        for (var i = 0; i < 20_000; i++)
        {
            // Keywords with values of any kind at all.
            var schema = random.Next(10) == 0 ? Value(random, 4) : Object(random.Next(4), () => (Pick(random, Keywords), random.Next(3) == 0 ? Schema(random, 2) : Value(random, 3)));
            try
            {
                _ = JsonSchema.Parse(JsonElement.Parse(schema)).Problem(JsonElement.Parse(Value(random, 4)));
                understood++;
            }
            catch (SchemaException)
            {
                // A refusal is a decision; anything else fails the test.
            }
        }

        Assert.True(understood > 100, $"seed {seed}: {understood}");
    }

    private static string Schema(Random random, int depth)
    {
        if (depth == 0 || random.Next(8) == 0) return random.Next(4) == 0 ? "false" : "true";
        return Object(random.Next(1, 4), () =>
        {
            var keyword = Pick(random, Keywords);
            return (keyword, Said(random, keyword, depth - 1));
        });
    }

    private static string Said(Random random, string keyword, int depth) => keyword switch
    {
        "type" => random.Next(2) == 0 ? Quote(Pick(random, Types)) : Array(random.Next(1, 4), () => Quote(Pick(random, Types))),
        "required" => Array(random.Next(3), () => Quote(Pick(random, Names))),
        "properties" => Object(random.Next(1, 4), () => (Pick(random, Names), Schema(random, depth))),
        "additionalProperties" or "items" => Schema(random, depth),
        "enum" => Array(random.Next(5), () => Value(random, 2)),
        "const" => Value(random, 2),
        "uniqueItems" => random.Next(2) == 0 ? "true" : "false",
        "pattern" => Quote(Pick(random, Patterns)),
        "title" or "format" => "\"email\"",
        _ when keyword.EndsWith("imum", StringComparison.Ordinal) => Pick(random, Numbers),
        _ => random.Next(4).ToString(CultureInfo.InvariantCulture),
    };

    private static string Value(Random random, int depth) => random.Next(depth == 0 ? 4 : 7) switch
    {
        0 => "null",
        1 => random.Next(2) == 0 ? "true" : "false",
        2 => Pick(random, Numbers),
        3 => Quote(Pick(random, Texts)),
        4 => Array(random.Next(4), () => Value(random, depth - 1)),
        _ => Object(random.Next(4), () => (Pick(random, Names), Value(random, depth - 1))),
    };

    private static string Object(int count, Func<(string Name, string Value)> property)
    {
        var properties = new Dictionary<string, string>();
        for (var i = 0; i < count; i++)
        {
            var (name, value) = property();
            properties[name] = value;
        }

        return "{" + string.Join(',', properties.Select(p => $"{Quote(p.Key)}:{p.Value}")) + "}";
    }

    private static string Array(int count, Func<string> item) => "[" + string.Join(',', Enumerable.Range(0, count).Select(_ => item())) + "]";

    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private static string Pick(Random random, string[] of) => of[random.Next(of.Length)];
}
