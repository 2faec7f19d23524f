using System.Text.Json;

namespace Lighthouse.Security.OpenApi;

/// <summary>Follows <c>$ref</c> inside one document; a circle or a reference to elsewhere leads to nothing.</summary>
internal sealed class References(JsonElement root)
{
    private const int MostHops = 16;

    public JsonElement Root => root;

    public JsonElement Resolve(JsonElement? element)
    {
        var current = element ?? default;
        for (var hop = 0; hop < MostHops; hop++)
        {
            if (current.Member("$ref")?.Text() is not { } reference)
                return current;
            current = Find(reference);
        }

        return default;
    }

    private JsonElement Find(string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
            return default;
        JsonElement? current = root;
        foreach (var part in reference[2..].Split('/'))
            current = current?.Member(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        return current ?? default;
    }
}
