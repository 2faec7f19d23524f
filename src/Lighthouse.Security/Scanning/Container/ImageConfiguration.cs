using System.Text.Json;

namespace Lighthouse.Security.Scanning.Container;

/// <summary>How containers of an image run.</summary>
/// <param name="User">User and group as they stand there; empty for root.</param>
/// <param name="Environment">NAME=VALUE each.</param>
/// <param name="Labels">NAME=VALUE each.</param>
/// <param name="Command">Program and arguments.</param>
/// <param name="Volumes">Paths from the root that are mounted.</param>
/// <param name="History">The commands that made the layers.</param>
/// <param name="LayerDigests">SHA-256 of each layer, unpacked, in hex.</param>
internal sealed record ImageConfiguration(
    string User, IReadOnlyList<string> Environment, IReadOnlyList<string> Labels, IReadOnlyList<string> Command, IReadOnlyList<string> Volumes,
    IReadOnlyList<string> History, IReadOnlyList<string> LayerDigests)
{
    /// <summary>Reads a configuration.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ImageConfiguration Read(byte[] content)
    {
        using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 32 });
        var config = Member(document.RootElement, "config");
        var digests = Texts(Member(Member(document.RootElement, "rootfs"), "diff_ids")).Select(digest => digest.Split(':')[^1]).ToList();
        return new ImageConfiguration(
            Member(config, "User") is { ValueKind: JsonValueKind.String } user ? user.GetString()! : "",
            Texts(Member(config, "Env")),
            [.. Members(Member(config, "Labels")).Select(label => $"{label.Name}={label.Value}")],
            [.. Texts(Member(config, "Entrypoint")), .. Texts(Member(config, "Cmd"))],
            [.. Members(Member(config, "Volumes")).Select(volume => ImagePath.Normalise(volume.Name))],
            [.. List(Member(document.RootElement, "history")).SelectMany(step => new[] { Member(step, "created_by"), Member(step, "comment") })
                .Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString()!)],
            digests);
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static IEnumerable<JsonProperty> Members(JsonElement element) => element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];

    private static IEnumerable<JsonElement> List(JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    private static IReadOnlyList<string> Texts(JsonElement element) => [.. List(element).Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)];
}
