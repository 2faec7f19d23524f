using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads <c>days</c>.</summary>
internal static class DaysSection
{
    /// <summary>The longest a suite may run, in hours; beyond it a timer of the base class library overflows.</summary>
    internal const int LongestHours = 1000;

    internal static IReadOnlyList<Day> Read(MapReader runbook, ReadingContext context)
    {
        if (runbook.Find("days") is { IsNothing: true } nothing)
        {
            context.Mistakes.Add(RunbookCodes.Empty, nothing.Location, "the runbook has no day; it needs at least one with gates.");
            return [];
        }

        return [.. runbook.List("days").Select(day => ReadDay(day, context)).OfType<Day>()];
    }

    private static Day? ReadDay(Node node, ReadingContext context)
    {
        if (MapReader.Open(node, KeySet.Day, context.Mistakes) is not { } map)
            return null;
        var name = map.Text("name", TextForm.Name);
        context.Days.Take(name, map.LocationOf("name"), context.Mistakes);
        var task = map.Text("task", TextForm.Name);
        context.Tasks.Take(task, map.LocationOf("task"), context.Mistakes);
        var command = CommandSection.Read(map, "command", $"'command' of day '{name}'", context.Mistakes);
        if (map.Find("suite") is null == (map.Find("command") is null))
            context.Mistakes.Add(RunbookCodes.OneOf, map.Location, $"day '{name}' is measured by exactly one of 'suite' (a test project) and 'command' (a program and its arguments).");
        return new Day(
            name, task, map.Text("title", TextForm.Sentence), command is [var program, ..] ? Path.GetFileName(program) : map.Text("suite", TextForm.Project),
            ReadTimeLimits(map.Find("time_limits"), context.Mistakes), ReadGates(map, name, context), map.Location)
        {
            Command = command,
        };
    }

    private static List<Gate> ReadGates(MapReader day, string name, ReadingContext context)
    {
        if (day.Find("gates") is { IsNothing: true } nothing)
        {
            context.Mistakes.Add(RunbookCodes.DayWithoutGates, nothing.Location, $"day '{name}' has no gates; a day without gates shows nothing, give it one or remove the day.");
            return [];
        }

        return [.. day.List("gates").Select(gate => GateSection.Read(gate, name, context)).OfType<Gate>()];
    }

    private static Dictionary<Profile, TimeSpan> ReadTimeLimits(Node? node, Mistakes mistakes)
    {
        var limits = new Dictionary<Profile, TimeSpan>();
        if (MapReader.Open(node, KeySet.TimeLimits, mistakes) is not { } map)
            return limits;
        foreach (var profile in Enum.GetValues<Profile>())
        {
            var key = Words<Profile>.All[(int)profile];
            if (map.Quantity(key) is not { } limit)
                continue;
            if (limit.Unit.Dimension == Dimension.Duration && limit.InBaseUnit is > 0 and <= LongestHours * 3600.0)
                limits[profile] = TimeSpan.FromSeconds(limit.InBaseUnit);
            else
                mistakes.Add(RunbookCodes.Size, map.LocationOf(key), $"time limit '{key}' is {limit}; allowed is a duration above 0 s and up to {LongestHours} h, such as '60 s'.");
        }

        return limits;
    }
}
