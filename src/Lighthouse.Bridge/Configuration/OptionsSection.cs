using System.Globalization;

namespace Lighthouse.Bridge.Configuration;

/// <summary>
/// Reads checked values of one configuration section. What is wrong is noted, so that all of it can be said at once; every key that is asked
/// for counts as known. Messages name keys, never values.
/// </summary>
internal sealed class OptionsSection(IConfigurationSection section, OptionsReading? reading = null)
{
    private readonly OptionsReading _reading = reading ?? new OptionsReading();

    /// <summary>What was asked for and what was wrong.</summary>
    public OptionsReading Reading => _reading;

    /// <summary>A text; null when it is missing or empty.</summary>
    public string? Text(string key)
    {
        _reading.Known(Name(key));
        return section[key] is { Length: > 0 } value ? value : null;
    }

    /// <summary>A list: an array in a file, or texts separated by commas.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        const StringSplitOptions tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        if (Text(key) is { } joined) return joined.Split(',', tidy);
        return [.. section.GetSection(key).GetChildren().Select(child => child.Value).OfType<string>()];
    }

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool missing)
    {
        if (Text(key) is not { } text) return missing;
        if (bool.TryParse(text, out var value)) return value;
        _reading.Problem($"LHB2002: the configuration value {Name(key)} is neither true nor false. Set it to one of them.");
        return missing;
    }

    /// <summary>A whole number.</summary>
    public long Number(string key, long missing, long least, long most)
    {
        if (Text(key) is not { } text) return missing;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        _reading.Problem($"LHB2003: the configuration value {Name(key)} is not a whole number from {least} to {most}. Correct it.");
        return missing;
    }

    /// <summary>One of several words.</summary>
    public string Choice(string key, string missing, params string[] allowed)
    {
        var text = Text(key) ?? missing;
        if (allowed.Contains(text, StringComparer.Ordinal)) return text;
        _reading.Problem($"LHB2005: the configuration value {Name(key)} is none of {string.Join(", ", allowed)}. Set it to one of them.");
        return missing;
    }

    /// <summary>Notes a problem of a key that only its reader can see.</summary>
    /// <param name="key">The key.</param>
    /// <param name="code">Code of the message.</param>
    /// <param name="problem">What is wrong and what to do; never the value.</param>
    public void Wrong(string key, string code, string problem) => _reading.Problem($"{code}: the configuration value {Name(key)} {problem}");

    /// <summary>A section within.</summary>
    public OptionsSection Within(string key) => new(section.GetSection(key), _reading);

    /// <summary>The full name of a key, as on the command line.</summary>
    public string Name(string key) => $"{section.Path}:{key}";
}
