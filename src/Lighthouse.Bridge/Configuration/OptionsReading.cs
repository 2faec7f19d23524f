namespace Lighthouse.Bridge.Configuration;

/// <summary>What a reading of the configuration asked for, and what it found wrong.</summary>
internal sealed class OptionsReading
{
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Problems => _problems;

    public void Known(string name) => _known.Add(name);

    public void Problem(string message) => _problems.Add(message);

    /// <summary>Notes every given key that nobody asked for: a mistyped setting must not be one that silently does nothing.</summary>
    public void RequireKnown(IConfigurationSection section)
    {
        foreach (var (name, value) in section.AsEnumerable())
            if (value is not null && !IsKnown(name))
                _problems.Add($"LHB2006: the configuration value {Shown(name)} is unknown. The nearest known one is {NearestName.Of(name, _known)}; correct or remove it.");
    }

    // An entry of a list has a number behind the list's name.
    private bool IsKnown(string name) =>
        _known.Contains(name) || (name.LastIndexOf(':') is var cut and > 0 && int.TryParse(name[(cut + 1)..], out _) && _known.Contains(name[..cut]));

    private static string Shown(string name) => new([.. name.Take(200).Select(c => char.IsControl(c) ? '?' : c)]);
}
