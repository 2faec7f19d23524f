using System.Text.Json;

namespace Lighthouse.Security.OpenApi;

/// <summary>Reads an OpenAPI 3.x or Swagger 2.0 description in JSON. It comes from the target, so size, depth, counts and references are bounded.</summary>
public static class OpenApiReader
{
    private const int LongestText = 5 * 1024 * 1024;
    private const int MostOperations = 1_000;
    private const int MostParameters = 50;
    private static readonly string[] s_methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    /// <summary>Reads a description.</summary>
    /// <param name="json">Its text, at most 5 million characters.</param>
    /// <exception cref="OpenApiException">It is neither OpenAPI 3.x nor Swagger 2.0, holds no operation, or goes beyond a bound.</exception>
    public static OpenApiDescription Read(string json)
    {
        if (json.Length > LongestText)
            throw new OpenApiException($"LHS5101: the description has {json.Length} characters; at most {LongestText} are read.");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new OpenApiException($"LHS5102: the description is no JSON: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // An unpaired surrogate shows when the text is taken as bytes, an escaped one only when its name or string is read.
            throw new OpenApiException($"LHS5102: the description holds a text that is no Unicode: {exception.Message}", exception);
        }
    }

    private static OpenApiDescription Read(JsonElement root)
    {
        if (root.Member("swagger")?.Text() == "2.0")
        {
            using var converted = SwaggerTwo.ToOpenApi(root);
            return Read(converted.RootElement);
        }

        if (root.Member("openapi")?.Text()?.StartsWith("3.", StringComparison.Ordinal) != true)
            throw new OpenApiException("LHS5103: the description says neither 'openapi: 3.x' nor 'swagger: 2.0'; only OpenAPI 3 and Swagger 2.0 are read.");
        var references = new References(root);
        var operations = new List<OpenApiOperation>();
        foreach (var path in root.Member("paths")?.Members() ?? [])
        {
            CheckPath(path.Name);
            var item = references.Resolve(path.Value);
            foreach (var member in item.Members().Where(member => s_methods.Contains(member.Name)))
            {
                if (operations.Count == MostOperations)
                    throw new OpenApiException($"LHS5104: the description has more than {MostOperations} operations.");
                operations.Add(Operation(references, root, path.Name, item, member));
            }
        }

        if (operations.Count == 0)
            throw new OpenApiException("LHS5105: the description has no operation; there is nothing to attack, which is not the same as nothing found.");
        return new OpenApiDescription(operations, HasSchemeIn(references, "query"), HasSchemeIn(references, "cookie"));
    }

    private static OpenApiOperation Operation(References references, JsonElement root, string path, JsonElement item, JsonProperty member)
    {
        var examples = new ExampleWriter(references);
        var security = member.Value.Member("security") ?? root.Member("security");
        var schema = references.Resolve(member.Value.Member("requestBody")).Member("content")?.Members()
            .Where(content => content.Name.Contains("json", StringComparison.OrdinalIgnoreCase)).Select(content => (JsonElement?)content.Value).FirstOrDefault();
        return new OpenApiOperation
        {
            Method = member.Name.ToUpperInvariant(),
            Path = path,
            IsPublic = security is { ValueKind: JsonValueKind.Array } list
                && (list.GetArrayLength() == 0 || list.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.Object && !one.Members().Any())),
            Parameters = Parameters(references, examples, item, member.Value, areRequired: true),
            OptionalParameters = Parameters(references, examples, item, member.Value, areRequired: false),
            BodyExample = schema is null ? null : (schema.Value.Member("example")?.GetRawText() ?? examples.Write(schema.Value.Member("schema"))),
            FullBodyExample = schema is null ? null : new ExampleWriter(references, withOptional: true).Write(schema.Value.Member("schema")),
        };
    }

    private static List<OpenApiParameter> Parameters(References references, ExampleWriter examples, JsonElement item, JsonElement operation, bool areRequired)
    {
        var found = new Dictionary<(string Name, bool InPath), OpenApiParameter>();
        foreach (var listed in item.Member("parameters").Items().Concat(operation.Member("parameters").Items()).Take(MostParameters))
        {
            var parameter = references.Resolve(listed);
            var inPath = areRequired && parameter.Member("in")?.Text() == "path";
            var inQuery = parameter.Member("in")?.Text() == "query" && parameter.Member("required")?.ValueKind == JsonValueKind.True == areRequired;
            if (parameter.Member("name")?.Text() is { } name && (inPath || inQuery))
                found[(name, inPath)] = new OpenApiParameter(name, inPath, parameter.Member("example")?.Scalar() ?? examples.WriteScalar(parameter.Member("schema")));
        }

        return [.. found.Values];
    }

    private static bool HasSchemeIn(References references, string place) =>
        references.Root.Member("components")?.Member("securitySchemes")?.Members()
            .Any(scheme => references.Resolve(scheme.Value).Member("in")?.Text() == place) == true;

    private static void CheckPath(string path)
    {
        if (!path.StartsWith('/') || path.Length > 1_000 || path.Any(character => character is <= ' ' or >= (char)127))
            throw new OpenApiException("LHS5106: a path of the description does not begin with '/', is longer than 1,000 characters, or holds a blank, a control character or one beyond ASCII.");
    }
}
