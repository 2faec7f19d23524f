using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads the <c>sizes</c> of a gate.</summary>
internal static class SizesSection
{
    internal static Dictionary<Profile, GateSizes> Read(MapReader gate, string id, Mistakes mistakes)
    {
        var node = gate.Find("sizes");
        var sizes = new Dictionary<Profile, GateSizes>();
        if (node is { IsNothing: true })
        {
            mistakes.Add(RunbookCodes.GateWithoutProfile, node.Location, $"gate '{id}' is measured in no profile; name at least one of {string.Join(", ", Words<Profile>.All)}, such as 'quick: {{}}', or move the gate to 'planned'.");
            return sizes;
        }

        if (MapReader.Open(node, KeySet.Sizes, mistakes) is not { } map)
            return sizes;
        foreach (var profile in Enum.GetValues<Profile>())
        {
            var word = Words<Profile>.All[(int)profile];
            if (map.Find(word) is { } named)
                sizes[profile] = new GateSizes(ReadNamed(named, $"sizes of '{id}' in {word}", mistakes));
        }

        return sizes;
    }

    private static Dictionary<string, Quantity> ReadNamed(Node node, string subject, Mistakes mistakes)
    {
        var named = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var (name, value) in MapReader.OpenNamed(node, subject, TextForm.Word, mistakes))
        {
            if (mistakes.ReadQuantity(value, $"size '{name.Text}'") is not { } size)
                continue;
            if (Allowed(size) is { } allowed)
                mistakes.Add(RunbookCodes.Size, value.Location, $"size '{name.Text}' is {size.ToExactString()}; allowed is {allowed}.");
            named[name.Text] = size;
        }

        return named;
    }

    private static string? Allowed(Quantity size) => size.Unit.Dimension switch
    {
        Dimension.Count when size.Value is not (>= 1 and <= int.MaxValue) || size.Value != Math.Truncate(size.Value) =>
            FormattableString.Invariant($"a whole number from 1 to {int.MaxValue:N0}"),
        Dimension.Duration when size.InBaseUnit is not (> 0 and <= DaysSection.LongestHours * 3600.0) =>
            $"a duration above 0 s and up to {DaysSection.LongestHours} h",
        _ when size.Value <= 0 => "a quantity above 0",
        _ => null,
    };
}
