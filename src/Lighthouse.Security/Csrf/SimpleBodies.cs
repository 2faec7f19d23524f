using System.Text.Json;

namespace Lighthouse.Security.Csrf;

/// <summary>The bodies that a page can make a browser send without asking for leave, made from a JSON object.</summary>
internal static class SimpleBodies
{
    private const string Boundary = "lighthouse-boundary";

    public static IEnumerable<(string Name, string? ContentType, string Body)> Of(string json)
    {
        var fields = Fields(json);
        yield return ("a form", "application/x-www-form-urlencoded", Form(fields));
        yield return ("JSON called a form", "application/x-www-form-urlencoded", json);
        yield return ("a multipart form", $"multipart/form-data; boundary={Boundary}", Multipart(fields));
        yield return ("JSON called a multipart form", $"multipart/form-data; boundary={Boundary}", json);
        yield return ("JSON as text/plain", "text/plain", json);
        yield return ("JSON as text/plain with a parameter", "text/plain; charset=utf-8; application/json", json);
        yield return ("JSON without a type", null, json);
    }

    public static string Query(string json) => Form(Fields(json));

    private static List<KeyValuePair<string, string>> Fields(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(field => KeyValuePair.Create(
            field.Name, field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()! : field.Value.GetRawText()))];
    }

    private static string Form(List<KeyValuePair<string, string>> fields) =>
        string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));

    private static string Multipart(List<KeyValuePair<string, string>> fields) =>
        string.Concat(fields.Select(field => $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{field.Key}\"\r\n\r\n{field.Value}\r\n")) + $"--{Boundary}--\r\n";
}
