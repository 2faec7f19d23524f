using System.Globalization;
using System.Text.Json;

namespace Lighthouse.Security.Scanning.Sarif;

/// <summary>Reads SARIF 2.1.0. What can not be read is an error, never an empty list.</summary>
/// <param name="root">The folder from which paths are told.</param>
internal sealed class SarifReader(string root)
{
    private const long LongestFile = 256 << 20;
    private const int LongestMessage = 500;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ScanException">It is no such file.</exception>
    public SarifLog ReadFile(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LongestFile)
                throw new JsonException($"it is larger than {LongestFile >> 20} MB");
            return Read(File.ReadAllBytes(path));
        }
        catch (Exception problem) when (problem is JsonException or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            throw new ScanException($"LHS5381: '{Path.GetFileName(path)}' is no SARIF 2.1.0: {problem.Message}");
        }
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="JsonException">It is no such text.</exception>
    public SarifLog Read(ReadOnlyMemory<byte> json)
    {
        if (json.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            json = json[3..];
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
        if (document.RootElement.Text("version") is not "2.1.0")
            throw new JsonException("its 'version' must be 2.1.0");
        var (tools, rules, results, doubts) = (new List<string>(), new Dictionary<string, SarifRule>(StringComparer.Ordinal), new List<SarifResult>(), new List<string>());
        foreach (var run in document.RootElement.Items("runs"))
        {
            tools.Add(run.Member("tool").Member("driver").Text("name") ?? throw new JsonException("a run must name its tool"));
            foreach (var rule in SarifRules.Of(run))
                rules[rule.Id] = rule;
            // Absent results mean that nothing was looked at; an empty list means that nothing was found.
            if (run.Member("results").ValueKind != JsonValueKind.Array)
                throw new JsonException($"a run of {tools[^1]} has no 'results': it did not scan");
            results.AddRange(run.Items("results").Select(result => ReadResult(run, result, rules)).OfType<SarifResult>());
            doubts.AddRange(FailuresOf(run, tools[^1]));
        }

        return tools.Count > 0 ? new SarifLog(tools, rules, results, doubts) : throw new JsonException("it has no run");
    }

    private SarifResult? ReadResult(JsonElement run, JsonElement result, Dictionary<string, SarifRule> rules)
    {
        var id = result.Text("ruleId") ?? result.Member("rule").Text("id") ?? SarifRules.IdAt(run, result) ?? throw new JsonException("a result must name its rule");
        var level = result.Text("level") ?? (rules.TryGetValue(id, out var rule) ? rule.Level : "warning");
        if (result.Text("kind") is "pass" or "notApplicable" or "informational" || result.Text("baselineState") == "absent" || level == "none")
            return null;
        var message = result.Member("message").Text("text") ?? result.Member("message").Text("id") ?? id;
        var place = result.Items("locations").FirstOrDefault().Member("physicalLocation");
        var line = place.Member("region").Member("startLine") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) && value > 0 ? value : (int?)null;
        // What is still under review, or was rejected, does not suppress.
        var suppressions = result.Items("suppressions").Where(one => one.Text("status") is null or "accepted").ToList();
        var justification = suppressions.Select(one => one.Text("justification")).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        return new SarifResult(id, level, message[..Math.Min(message.Length, LongestMessage)], PathOf(run, place.Member("artifactLocation")), line, suppressions.Count > 0, justification);
    }

    private string PathOf(JsonElement run, JsonElement artifact)
    {
        var uri = artifact.Text("uri") ?? "";
        if (artifact.Text("uriBaseId") is { } id && run.Member("originalUriBaseIds").Member(id).Text("uri") is { } start)
            uri = start.TrimEnd('/') + "/" + uri;
        var path = Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile ? absolute.LocalPath : Uri.UnescapeDataString(uri);
        if (!Path.IsPathRooted(path))
            return path.Replace('\\', '/');
        var relative = Path.GetRelativePath(root, path).Replace('\\', '/');
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static IEnumerable<string> FailuresOf(JsonElement run, string tool)
    {
        foreach (var invocation in run.Items("invocations"))
        {
            if (invocation.Member("executionSuccessful").ValueKind == JsonValueKind.False)
                yield return $"LHS5382: {tool} says itself that it did not end well.";
            foreach (var notice in invocation.Items("toolExecutionNotifications").Concat(invocation.Items("toolConfigurationNotifications")).Where(notice => notice.Text("level") == "error"))
                yield return $"LHS5383: {tool} reports an error of its own: {notice.Member("message").Text("text")}";
        }
    }
}

/// <summary>Rules in a run.</summary>
internal static class SarifRules
{
    public static IEnumerable<SarifRule> Of(JsonElement run)
    {
        var overrides = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var one in run.Items("invocations").SelectMany(invocation => invocation.Items("ruleConfigurationOverrides")))
        {
            if (one.Member("descriptor").Text("id") is { } id)
                overrides[id] = one.Member("configuration");
        }

        var components = run.Member("tool").Items("extensions").Prepend(run.Member("tool").Member("driver"));
        return components.SelectMany(component => component.Items("rules")).Where(rule => rule.Text("id") is not null).Select(rule => Read(rule, overrides));
    }

    /// <summary>The id of the rule at a result's index; null when there is none.</summary>
    public static string? IdAt(JsonElement run, JsonElement result) =>
        result.Member("ruleIndex") is { ValueKind: JsonValueKind.Number } index && index.TryGetInt32(out var at) && at >= 0
            ? run.Member("tool").Member("driver").Items("rules").ElementAtOrDefault(at).Text("id")
            : null;

    private static SarifRule Read(JsonElement rule, Dictionary<string, JsonElement> overrides)
    {
        var id = rule.Text("id")!;
        var standard = rule.Member("defaultConfiguration");
        var chosen = overrides.GetValueOrDefault(id);
        var isEnabled = chosen.Member("enabled").ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            // A level that was chosen is that of an applied rule.
            _ => chosen.Text("level") is { } level ? level != "none" : standard.Member("enabled").ValueKind != JsonValueKind.False,
        };
        var properties = rule.Member("properties");
        var rating = properties.Member("security-severity") switch
        {
            { ValueKind: JsonValueKind.String } text when double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
            { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
            _ => (double?)null,
        };
        var tags = properties.Items("tags").Where(tag => tag.ValueKind == JsonValueKind.String).Select(tag => tag.GetString()!).ToList();
        return new SarifRule(id, properties.Text("category") ?? "", isEnabled, chosen.Text("level") ?? standard.Text("level") ?? "warning", rating, tags, rule.Text("helpUri"));
    }
}

/// <summary>Members that may be missing.</summary>
internal static class JsonMembers
{
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    public static string? Text(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => [],
        _ => throw new JsonException($"'{name}' must be a list"),
    };
}
