using System.Text.Json;
using Lighthouse.Security.OpenApi;

namespace Lighthouse.Security.Penetration.Scanner;

/// <summary>Reads the JSON report of the web scanner wapiti. It holds what the target sent, so everything in it is bounded.</summary>
public static class WapitiReport
{
    private const int LongestText = 20 * 1024 * 1024;
    private const int MostFindings = 1_000;
    private const int LongestMember = 4_000;

    /// <summary>Reads a report.</summary>
    /// <param name="json">Its text, at most 20 million characters.</param>
    /// <exception cref="ScannerException">It is no report of wapiti; that is not the same as one without findings.</exception>
    public static IReadOnlyList<Finding> Read(string json)
    {
        if (json.Length > LongestText)
            throw new ScannerException($"LHS5311: the report of wapiti has {json.Length} characters; at most {LongestText} are read.");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            var root = document.RootElement;
            if (root.Member("vulnerabilities") is not { ValueKind: JsonValueKind.Object } vulnerabilities || root.Member("anomalies") is not { ValueKind: JsonValueKind.Object } anomalies)
                throw new ScannerException("LHS5312: the report of wapiti lacks 'vulnerabilities' or 'anomalies'; it is none, or of another version.");
            return [.. Findings(vulnerabilities).Concat(Findings(anomalies)).Take(MostFindings)];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new ScannerException($"LHS5312: the report of wapiti is no JSON: {broken.Message}", broken);
        }
    }

    private static IEnumerable<Finding> Findings(JsonElement kinds) =>
        from kind in kinds.Members()
        from found in ((JsonElement?)kind.Value).Items()
        select Make(kind.Name, found);

    private static Finding Make(string kind, JsonElement found)
    {
        var severity = SeverityOf(found.Member("level")?.Count() ?? 0);
        return new Finding
        {
            Attack = "wapiti",
            Group = Bounded(kind),
            Attempt = Bounded($"{found.Member("method")?.Text() ?? "GET"} {PathOf(found.Member("path")?.Text())}: {kind}{(found.Member("parameter")?.Text() is { Length: > 0 } parameter ? $" in {parameter}" : "")}"),
            Weakness = new Weakness("CWE-693", "API8:2023"),
            Severity = severity,
            Request = Bounded(found.Member("http_request")?.Text() ?? ""),
            ResponseStatus = 0,
            ResponseBody = Bounded(found.Member("info")?.Text() ?? ""),
            Reproduce = Bounded(found.Member("curl_command")?.Text() ?? ""),
            Advice = "Look at what the scanner saw, then at the operation that answered.",
        };
    }

    private static Severity SeverityOf(int level) => level switch { >= 4 => Severity.Critical, 3 => Severity.High, 2 => Severity.Medium, _ => Severity.Low };

    private static string PathOf(string? path) => path?.Split('?')[0] ?? "/";

    private static string Bounded(string text) => text.Length <= LongestMember ? text : text[..LongestMember];
}
