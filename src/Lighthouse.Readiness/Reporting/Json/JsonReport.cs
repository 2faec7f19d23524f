using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>What every JSON report has: how it is written, and which run it belongs to.</summary>
internal static class JsonReport
{
    /// <summary>Version of the reports' fields; a field is added without, changed only with a new one.</summary>
    public const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(Harmless()) };

    public static byte[] Bytes(JsonObject report) => Encoding.UTF8.GetBytes(report.ToJsonString(Layout) + "\n");

    /// <summary>A new report that says which run it belongs to.</summary>
    public static JsonObject Of(string report, Runbook runbook, RunIdentity identity) => new()
    {
        ["schema_version"] = SchemaVersion,
        ["report"] = report,
        ["run_id"] = identity.RunId,
        ["commit"] = identity.Commit,
        ["profile"] = identity.Profile.Text(),
        ["seed"] = identity.Seed,
        ["runbook"] = runbook.Name,
        ["runbook_digest"] = identity.RunbookDigest,
    };

    /// <summary>A list of texts.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    /// <summary>A list of nodes.</summary>
    public static JsonArray Nodes(IEnumerable<JsonNode> nodes) => [.. nodes];

    /// <summary>The time in ISO 8601, UTC; null for none.</summary>
    public static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The date in ISO 8601, UTC; null for none.</summary>
    public static string? Date(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The part of a whole; null when there is no whole.</summary>
    public static double? Rate(int part, int whole) => whole == 0 ? null : (double)part / whole;

    // '#' is written \u0023: the value stays the same, and a file that is printed to a CI log holds no ##vso[ command.
    private static TextEncoderSettings Harmless()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.BasicLatin);
        settings.ForbidCharacters('#');
        return settings;
    }
}
