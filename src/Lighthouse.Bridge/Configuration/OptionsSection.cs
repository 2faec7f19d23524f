using System.Globalization;

namespace Lighthouse.Bridge.Configuration;

/// <summary>Reads checked values of one configuration section. Messages name keys, never values.</summary>
internal sealed class OptionsSection(IConfigurationSection section)
{
    /// <summary>A text; null when it is missing or empty.</summary>
    public string? Text(string key) => section[key] is { Length: > 0 } value ? value : null;

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool missing)
    {
        var text = Text(key);
        if (text is null) return missing;
        return bool.TryParse(text, out var value)
            ? value
            : throw new ConfigurationException($"LHB2002: the configuration value {Name(key)} is neither true nor false. Set it to one of them.");
    }

    /// <summary>A whole number.</summary>
    public long Number(string key, long missing, long least, long most)
    {
        var text = Text(key);
        if (text is null) return missing;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new ConfigurationException($"LHB2003: the configuration value {Name(key)} is not a whole number from {least} to {most}. Correct it.");
    }

    /// <summary>One of several words.</summary>
    public string Choice(string key, string missing, params string[] allowed)
    {
        var text = Text(key) ?? missing;
        return allowed.Contains(text, StringComparer.Ordinal)
            ? text
            : throw new ConfigurationException($"LHB2005: the configuration value {Name(key)} is none of {string.Join(", ", allowed)}. Set it to one of them.");
    }

    /// <summary>A section within.</summary>
    public OptionsSection Within(string key) => new(section.GetSection(key));

    /// <summary>The full name of a key, as on the command line.</summary>
    public string Name(string key) => $"{section.Path}:{key}";
}
