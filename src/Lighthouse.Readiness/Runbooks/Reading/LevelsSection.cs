using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads the <c>levels</c> of a gate.</summary>
internal static class LevelsSection
{
    private const string Above = "above", Below = "below";

    internal static IReadOnlyList<ServiceLevel> Read(MapReader gate, string id, Mistakes mistakes)
    {
        var known = new KnownNames("service level", StringComparer.Ordinal);
        var levels = new List<ServiceLevel>();
        foreach (var node in gate.List("levels"))
        {
            if (MapReader.Open(node, KeySet.Level, mistakes) is not { } map)
                continue;
            known.Take(map.Text("id", TextForm.Id), map.LocationOf("id"), mistakes);
            if (ReadLimit(map, mistakes) is { } limit && ReadGrace(map, mistakes) is { } grace)
                levels.Add(new ServiceLevel(
                    map.Text("id", TextForm.Id), limit.Value, limit.IsCeiling, map.Word<BreachSeverity>("breach"), grace,
                    map.Word<BreachAnswer>("then"), map.Location));
        }

        if (gate.Find("levels") is { } list && levels.Count == 0)
            mistakes.Add(RunbookCodes.Empty, list.Location, $"gate '{id}' has no service level that can be watched; name at least one, or leave 'levels' out.");
        return levels;
    }

    private static (Quantity Value, bool IsCeiling)? ReadLimit(MapReader map, Mistakes mistakes)
    {
        if ((map.Find(Above) is null) == (map.Find(Below) is null))
        {
            mistakes.Add(RunbookCodes.OneLimit, map.Location, $"a service level is outside either '{Above}' or '{Below}' a limit; give just one of the two.");
            return null;
        }

        var isCeiling = map.Find(Above) is not null;
        return map.Quantity(isCeiling ? Above : Below) is { } limit ? (limit, isCeiling) : null;
    }

    private static TimeSpan? ReadGrace(MapReader map, Mistakes mistakes)
    {
        if (map.Quantity("grace") is not { } grace)
            return null;
        if (grace.Unit.Dimension == Dimension.Duration && grace.InBaseUnit is > 0 and <= DaysSection.LongestHours * 3600.0)
            return TimeSpan.FromSeconds(grace.InBaseUnit);
        mistakes.Add(RunbookCodes.Size, map.LocationOf("grace"), $"the grace of a service level is {grace}; allowed is a duration above 0 s and up to {DaysSection.LongestHours} h, such as '30 s'.");
        return null;
    }
}
