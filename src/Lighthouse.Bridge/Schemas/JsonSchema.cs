using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>
/// The supported part of JSON Schema: type, required, properties, additionalProperties, enum, const, items, uniqueItems, pattern, and the limits
/// of numbers, strings, arrays and objects. A keyword outside of it is an error, never silently ignored.
/// </summary>
internal sealed class JsonSchema
{
    private const int DeepestNesting = 10;
    private const int MostPatterns = 32;
    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal)
    {
        "$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "format",
    };

    private readonly List<IAssertion> _assertions = [];

    private JsonSchema()
    {
    }

    /// <summary>Understands a schema.</summary>
    /// <exception cref="SchemaException">It is not one that can be checked.</exception>
    public static JsonSchema Parse(JsonElement schema)
    {
        var patterns = new Patterns();
        var parsed = Parse(schema, 0, patterns);
        parsed.HasPatterns = patterns.Any;
        return parsed;
    }

    /// <summary>Whether a pattern is anywhere in it: what matching one prepares takes far more memory than everything else of a schema.</summary>
    public bool HasPatterns { get; private set; }

    /// <summary>What is wrong with a value, with the place; null when nothing is.</summary>
    public string? Problem(JsonElement value, string place = "data") => Problem(value, place, new Effort());

    internal string? Problem(JsonElement value, string place, Effort effort)
    {
        if (!effort.Spend()) return Effort.Problem(place);
        foreach (var assertion in _assertions)
            if (assertion.Problem(value, place, effort) is { } problem) return problem;
        return null;
    }

    private static JsonSchema Parse(JsonElement schema, int depth, Patterns patterns)
    {
        if (depth > DeepestNesting) throw new SchemaException($"The schema is nested deeper than {DeepestNesting}.");
        var parsed = new JsonSchema();
        if (schema.ValueKind == JsonValueKind.True) return parsed;
        if (schema.ValueKind == JsonValueKind.False) parsed._assertions.Add(new NothingAssertion());
        else if (schema.ValueKind != JsonValueKind.Object) throw new SchemaException("A schema is an object, true or false.");
        else parsed.Read(schema, depth, patterns);
        return parsed;
    }

    private void Read(JsonElement schema, int depth, Patterns patterns)
    {
        foreach (var keyword in schema.EnumerateObject())
            if (!Annotations.Contains(keyword.Name) && !IsRead(keyword.Name, keyword.Value, depth, patterns))
                throw new SchemaException($"The schema keyword '{keyword.Name}' is not supported.");
        if (schema.TryGetProperty("properties", out _) || schema.TryGetProperty("additionalProperties", out _))
            _assertions.Add(ObjectAssertion(schema, depth, patterns));
    }

    private bool IsRead(string keyword, JsonElement value, int depth, Patterns patterns)
    {
        if (keyword is "properties" or "additionalProperties") return true;
        if (keyword == "uniqueItems")
        {
            if (UniqueAssertion.Parse(value) is { } unique) _assertions.Add(unique);
            return true;
        }

        IAssertion? assertion = keyword switch
        {
            "type" => TypeAssertion.Parse(value),
            "required" => RequiredAssertion.Parse(value),
            "enum" when value.ValueKind == JsonValueKind.Array => new OneOfAssertion([.. value.EnumerateArray()]),
            "const" => new OneOfAssertion([value]),
            "items" => new ItemsAssertion(Parse(value, depth + 1, patterns)),
            "pattern" => patterns.Parse(value),
            _ => LimitAssertion.Parse(keyword, value),
        };
        if (assertion is not null) _assertions.Add(assertion);
        return assertion is not null;
    }

    private static PropertiesAssertion ObjectAssertion(JsonElement schema, int depth, Patterns patterns)
    {
        var known = new Dictionary<string, JsonSchema>(StringComparer.Ordinal);
        if (schema.TryGetProperty("properties", out var properties))
        {
            if (properties.ValueKind != JsonValueKind.Object) throw new SchemaException("The schema keyword 'properties' needs an object.");
            foreach (var property in properties.EnumerateObject()) known[property.Name] = Parse(property.Value, depth + 1, patterns);
        }

        var others = schema.TryGetProperty("additionalProperties", out var additional) ? Parse(additional, depth + 1, patterns) : null;
        return new(known, others);
    }

    /// <summary>Counts the patterns of a schema: each costs far more to prepare than any other keyword.</summary>
    private sealed class Patterns
    {
        private int _count;

        public bool Any => _count > 0;

        public PatternAssertion Parse(JsonElement value) =>
            ++_count <= MostPatterns ? PatternAssertion.Parse(value) : throw new SchemaException($"A schema has at most {MostPatterns} patterns.");
    }
}
