using System.Buffers;
using System.Text.Json;

namespace Lighthouse.Security.OpenApi;

/// <summary>Writes a description of Swagger 2.0 as one of OpenAPI 3, as far as attacks need it: paths with their base, parameters with schemas, bodies, security.</summary>
internal static class SwaggerTwo
{
    // A parameter that is described once and used everywhere is written everywhere.
    private const int LongestText = 10 * 1024 * 1024;
    private const int MostParameters = 50;
    private static readonly string[] s_ofTheParameter = ["name", "in", "required", "description", "example", "x-example", "allowEmptyValue", "collectionFormat"];

    /// <summary>The same as OpenAPI 3.</summary>
    /// <exception cref="OpenApiException">It becomes too large.</exception>
    public static JsonDocument ToOpenApi(JsonElement root)
    {
        var references = new References(root);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("openapi", "3.0.3");
            Copy(json, root, "security");
            // References into these stay where they were.
            Copy(json, root, "definitions");
            Copy(json, root, "parameters");
            WriteSchemes(json, root);
            json.WriteStartObject("paths");
            var basePath = root.Member("basePath")?.Text()?.TrimEnd('/') ?? "";
            foreach (var path in root.Member("paths")?.Members() ?? [])
            {
                WritePath(json, references, basePath + path.Name, references.Resolve(path.Value));
                if (json.BytesCommitted + json.BytesPending > LongestText)
                    throw new OpenApiException($"LHS5107: the description of Swagger 2.0 becomes larger than {LongestText} bytes when its shared parameters are written out.");
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = 64 });
    }

    private static void WriteSchemes(Utf8JsonWriter json, JsonElement root)
    {
        json.WriteStartObject("components");
        json.WriteStartObject("securitySchemes");
        foreach (var scheme in root.Member("securityDefinitions")?.Members() ?? [])
        {
            json.WritePropertyName(scheme.Name);
            scheme.Value.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePath(Utf8JsonWriter json, References references, string path, JsonElement item)
    {
        json.WriteStartObject(path);
        foreach (var member in item.Members().Where(member => member.Value.ValueKind == JsonValueKind.Object))
        {
            // A parameter of the operation stands for one of the path with its name and place.
            var parameters = item.Member("parameters").Items().Concat(member.Value.Member("parameters").Items())
                .Take(MostParameters).Select(listed => references.Resolve(listed))
                .GroupBy(parameter => (parameter.Member("in")?.Text(), parameter.Member("in")?.Text() == "body" ? null : parameter.Member("name")?.Text()))
                .Select(same => same.Last()).ToList();
            json.WriteStartObject(member.Name);
            Copy(json, member.Value, "security");
            WriteParameters(json, parameters.Where(parameter => parameter.Member("in")?.Text() is "path" or "query" or "header"));
            WriteBody(json, parameters, (member.Value.Member("consumes") ?? references.Root.Member("consumes")).Items().Select(type => type.Text()).OfType<string>().ToList());
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, IEnumerable<JsonElement> parameters)
    {
        json.WriteStartArray("parameters");
        foreach (var parameter in parameters)
        {
            json.WriteStartObject();
            foreach (var name in new[] { "name", "in", "required", "example" })
                Copy(json, parameter, name);
            if (parameter.Member("example") is null && parameter.Member("x-example") is { } example)
            {
                json.WritePropertyName("example");
                example.WriteTo(json);
            }

            WriteSchema(json, parameter);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // What says what a value may be stands beside the name there, and in a schema here.
    private static void WriteSchema(Utf8JsonWriter json, JsonElement parameter)
    {
        json.WriteStartObject("schema");
        foreach (var member in parameter.Members().Where(member => !s_ofTheParameter.Contains(member.Name)))
        {
            json.WritePropertyName(member.Name);
            member.Value.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, IReadOnlyList<JsonElement> parameters, IReadOnlyList<string> consumed)
    {
        var body = parameters.FirstOrDefault(parameter => parameter.Member("in")?.Text() == "body").Member("schema");
        if (body is null)
            return;
        json.WriteStartObject("requestBody");
        json.WriteStartObject("content");
        json.WriteStartObject(consumed.FirstOrDefault(type => type.Contains("json", StringComparison.OrdinalIgnoreCase)) ?? consumed.FirstOrDefault() ?? "application/json");
        json.WritePropertyName("schema");
        body.Value.WriteTo(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Copy(Utf8JsonWriter json, JsonElement from, string name)
    {
        if (from.Member(name) is not { } value)
            return;
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
