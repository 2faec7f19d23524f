using Lighthouse.Security.Scanning.Sarif;

namespace Lighthouse.Security.Scanning.Code;

/// <summary>How bad a finding of a scanner is, and what it is called elsewhere.</summary>
internal static class RuleRating
{
    // The compiler's security rules whose findings let a stranger in, and their weakness.
    private static readonly Dictionary<string, string> Critical = new(StringComparer.Ordinal)
    {
        ["CA2100"] = "CWE-89", ["CA3001"] = "CWE-89", ["CA3006"] = "CWE-78", ["CA3011"] = "CWE-114", ["CA5359"] = "CWE-295", ["CA5404"] = "CWE-287",
        ["CA2300"] = "CWE-502", ["CA2301"] = "CWE-502", ["CA2302"] = "CWE-502", ["CA2305"] = "CWE-502", ["CA2310"] = "CWE-502", ["CA2311"] = "CWE-502",
        ["CA2312"] = "CWE-502", ["CA2315"] = "CWE-502", ["CA2321"] = "CWE-502", ["CA2322"] = "CWE-502", ["CA5390"] = "CWE-321", ["CA5403"] = "CWE-321",
    };

    private static readonly Dictionary<string, string> High = new(StringComparer.Ordinal)
    {
        ["CA3002"] = "CWE-79", ["CA3003"] = "CWE-22", ["CA3004"] = "CWE-209", ["CA3005"] = "CWE-90", ["CA3007"] = "CWE-601", ["CA3008"] = "CWE-643",
        ["CA3009"] = "CWE-91", ["CA3010"] = "CWE-94", ["CA3012"] = "CWE-1333", ["CA3061"] = "CWE-611", ["CA3075"] = "CWE-611", ["CA3147"] = "CWE-352",
        ["CA5350"] = "CWE-327", ["CA5351"] = "CWE-327", ["CA5358"] = "CWE-327", ["CA5379"] = "CWE-916", ["CA5384"] = "CWE-326", ["CA5385"] = "CWE-326",
        ["CA5389"] = "CWE-22", ["CA5392"] = "CWE-427", ["CA5394"] = "CWE-338", ["CA5397"] = "CWE-326", ["CA5399"] = "CWE-299", ["CA5401"] = "CWE-329",
    };

    private static readonly HashSet<string> Medium = new(StringComparer.Ordinal) { "CA2119", "CA2153", "CA5367", "CA5386", "CA5398" };

    /// <summary>Whether a rule is one of the compiler's security rules, also where the file does not describe it.</summary>
    public static bool Knows(string id) => Critical.ContainsKey(id) || High.ContainsKey(id) || Medium.Contains(id);

    /// <summary>How bad, by the table, then by the scanner's rating, then by its level.</summary>
    public static Severity SeverityOf(SarifResult result, SarifRule? rule)
    {
        if (Critical.ContainsKey(result.RuleId))
            return Severity.Critical;
        if (Medium.Contains(result.RuleId))
            return Severity.Medium;
        if (High.ContainsKey(result.RuleId) || rule?.Category == "Security")
            return Severity.High;
        if (rule?.SecuritySeverity is { } rating)
            return rating switch { >= 9 => Severity.Critical, >= 7 => Severity.High, >= 4 => Severity.Medium, _ => Severity.Low };
        return result.Level switch { "error" => Severity.High, "warning" => Severity.Medium, _ => Severity.Low };
    }

    /// <summary>Its public names.</summary>
    public static IReadOnlyList<string> NamesOf(SarifResult result, SarifRule? rule)
    {
        if (Critical.TryGetValue(result.RuleId, out var name) || High.TryGetValue(result.RuleId, out name))
            return [name];
        return [.. (rule?.Tags ?? []).Where(tag => tag.Contains("cwe", StringComparison.OrdinalIgnoreCase)).Select(tag => tag[(tag.LastIndexOf('/') + 1)..].ToUpperInvariant())];
    }
}
