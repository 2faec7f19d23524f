using System.Collections.Immutable;
using System.Globalization;

namespace Lighthouse.Targets;

/// <summary>What stands for the address, the port and the data folder of an instance and of its companions.</summary>
internal sealed class Placeholders
{
    private readonly ImmutableDictionary<string, string> values;

    private Placeholders(ImmutableDictionary<string, string> values) => this.values = values;

    public static Placeholders None { get; } = new(ImmutableDictionary<string, string>.Empty);

    public static Placeholders Of(Uri url, string data) => None.With("", url, data);

    /// <summary>These and those of one more; an empty name is the instance itself.</summary>
    public Placeholders With(string name, Uri url, string data)
    {
        var prefix = name.Length == 0 ? "" : name + ".";
        return new(values
            .SetItem(prefix + "url", url.GetLeftPart(UriPartial.Authority))
            .SetItem(prefix + "port", url.Port.ToString(CultureInfo.InvariantCulture))
            .SetItem(prefix + "data", data));
    }

    public string Fill(string text) => values.Aggregate(text, (filled, pair) => filled.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));
}
