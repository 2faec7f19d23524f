using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Tests.Runbooks;

/// <summary>A YAML text as an editor's schema check sees it.</summary>
internal static class YamlAsJson
{
    internal static JsonElement Of(string yaml) => JsonSerializer.SerializeToElement(Convert(new NodeComposer("x.yaml", new Mistakes("x.yaml")).Compose(yaml)));

    private static JsonNode? Convert(Node node) => node switch
    {
        ListNode list => new JsonArray([.. list.Items.Select(Convert)]),
        MapNode map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Convert(entry.Value)))),
        TextNode { IsNothing: true } => null,
        TextNode { Text: var text } => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : text,
        _ => throw new ArgumentException(node.Kind),
    };
}
