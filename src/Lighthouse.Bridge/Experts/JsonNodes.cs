using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lighthouse.Bridge.Experts;

/// <summary>Elements of a request as nodes of an event.</summary>
internal static class JsonNodes
{
    public static JsonNode? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => JsonValue.Create(value),
    };
}
