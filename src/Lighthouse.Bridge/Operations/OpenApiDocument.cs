using System.Text.Json.Nodes;
using Lighthouse.Bridge.Http;

namespace Lighthouse.Bridge.Operations;

/// <summary>The OpenAPI 3.1 description, made from the operations themselves.</summary>
internal sealed class OpenApiDocument
{
    private static readonly Dictionary<int, string> Meanings = new()
    {
        [400] = "The handshake is broken.", [426] = "A WebSocket is needed.", [401] = "The bearer token is malformed.", [403] = "Not authenticated or not permitted.", [404] = "Unknown.",
        [409] = "It was done before.", [410] = "The deadline has passed.", [413] = "The body is too large.", [415] = "The body is not JSON.",
        [422] = "The request is not valid.", [429] = "Too many; Retry-After says when.", [503] = "Not ready, or events cannot be stored.",
    };

    private readonly Lazy<byte[]> _bytes = new(() => System.Text.Encoding.UTF8.GetBytes(Write().ToJsonString()));

    public byte[] Bytes => _bytes.Value;

    private static JsonObject Write()
    {
        var paths = new JsonObject();
        foreach (var path in OperationList.All.GroupBy(o => o.Path))
            paths[path.Key] = new JsonObject(path.Select(o => KeyValuePair.Create<string, JsonNode?>(o.Method.ToLowerInvariant(), Describe(o))));
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Lighthouse bridge", ["version"] = BridgeVersion.Number },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["session"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
                ["schemas"] = new JsonObject
                {
                    ["Error"] = JsonNode.Parse(ServiceShapes.Error),
                },
            },
            ["security"] = Session(),
        };
    }

    private static JsonObject Describe(Operation operation)
    {
        var described = new JsonObject
        {
            ["operationId"] = operation.Id, ["summary"] = operation.Summary,
            ["security"] = operation.IsPublic ? new JsonArray() : Session(),
            ["responses"] = Responses(operation),
        };
        if (operation.Parameters.Count > 0) described["parameters"] = new JsonArray([.. operation.Parameters.Select(Describe)]);
        if (operation.Body is { } body)
            described["requestBody"] = new JsonObject { ["required"] = !operation.BodyIsOptional, ["content"] = Json(JsonNode.Parse(body.GetRawText())!) };
        return described;
    }

    private static JsonObject Describe(Parameter parameter)
    {
        var isText = parameter.Type == "string";
        var schema = new JsonObject
        {
            ["type"] = parameter.Type, [isText ? "minLength" : "minimum"] = parameter.Least, [isText ? "maxLength" : "maximum"] = parameter.Most,
        };
        if (parameter.Default is { } value) schema["default"] = value;
        return new JsonObject
        {
            ["name"] = parameter.Name, ["in"] = parameter.IsInPath ? "path" : "query", ["required"] = parameter.IsRequired,
            ["description"] = parameter.Summary, ["schema"] = schema,
        };
    }

    private static JsonObject Responses(Operation operation)
    {
        var text = operation.Path == "/metrics";
        var reply = text
            ? new JsonObject { ["text/plain"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } } }
            : new JsonObject { [operation.ReplyType] = new JsonObject { ["schema"] = JsonNode.Parse(operation.Reply.GetRawText()) } };
        var responses = new JsonObject { [$"{operation.Success}"] = new JsonObject { ["description"] = "Done.", ["content"] = reply } };
        foreach (var status in Refusals(operation).Distinct().Order())
            responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["description"] = Meanings[status], ["content"] = Json(new JsonObject { ["$ref"] = "#/components/schemas/Error" }),
            };
        return responses;
    }

    private static IEnumerable<int> Refusals(Operation operation)
    {
        IEnumerable<int> general = operation.IsPublic ? [503] : [401, 403, 429, 503];
        IEnumerable<int> ofBody = operation.Body is null ? [] : [403, 413, 415, 422];
        IEnumerable<int> ofParameters = operation.Parameters.Count == 0 ? [] : [422];
        return [.. general, .. ofBody, .. ofParameters, .. operation.Refusals];
    }

    private static JsonObject Json(JsonNode schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };

    private static JsonArray Session() => [new JsonObject { ["session"] = new JsonArray() }];
}
