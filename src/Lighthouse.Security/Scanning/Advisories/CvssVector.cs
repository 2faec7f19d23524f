namespace Lighthouse.Security.Scanning.Advisories;

/// <summary>The base score of a vector of the Common Vulnerability Scoring System, version 3.0 or 3.1.</summary>
internal static class CvssVector
{
    /// <summary>From 0 to 10; null when the text is no such vector.</summary>
    public static double? BaseScore(string vector)
    {
        if (!vector.StartsWith("CVSS:3.", StringComparison.Ordinal))
            return null;
        var metrics = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in vector.Split('/').Skip(1))
        {
            if (part.Split(':') is not [var name, var value] || !metrics.TryAdd(name, value))
                return null;
        }

        return Score(name => metrics.GetValueOrDefault(name, ""));
    }

    private static double? Score(Func<string, string> metric)
    {
        var isChanged = metric("S") == "C";
        var exploitability = 8.22 * Of(metric("AV"), ("N", 0.85), ("A", 0.62), ("L", 0.55), ("P", 0.2)) * Of(metric("AC"), ("L", 0.77), ("H", 0.44))
            * Of(metric("PR"), ("N", 0.85), ("L", isChanged ? 0.68 : 0.62), ("H", isChanged ? 0.5 : 0.27)) * Of(metric("UI"), ("N", 0.85), ("R", 0.62));
        var harm = 1 - ((1 - Harm(metric("C"))) * (1 - Harm(metric("I"))) * (1 - Harm(metric("A"))));
        var impact = isChanged ? (7.52 * (harm - 0.029)) - (3.25 * Math.Pow(harm - 0.02, 15)) : 6.42 * harm;
        if (double.IsNaN(exploitability + impact) || metric("S") is not ("C" or "U"))
            return null;
        return impact <= 0 ? 0 : RoundUp(Math.Min((isChanged ? 1.08 : 1) * (impact + exploitability), 10));
    }

    private static double Harm(string value) => Of(value, ("H", 0.56), ("L", 0.22), ("N", 0));

    private static double Of(string value, params (string Name, double Weight)[] weights) =>
        Array.Find(weights, weight => weight.Name == value) is (not null, var found) ? found : double.NaN;

    // As the specification rounds: up to a tenth, in whole numbers.
    private static double RoundUp(double score)
    {
        var parts = (int)Math.Round(score * 100_000);
        return parts % 10_000 == 0 ? parts / 100_000.0 : ((parts / 10_000) + 1) / 10.0;
    }
}
