namespace Lighthouse.Bridge.Configuration;

/// <summary>Reads one secret: its value, or the file that holds it.</summary>
internal static class Secret
{
    private const int Shortest = 32;
    private const int LongestFile = 4_096;
    private const string DevelopmentPrefix = "development-only-";
    private static readonly string[] KnownDefaults = ["changeme", "change-me", "secret", "password", "default", "lighthouse", "example", "placeholder"];

    /// <summary>The secret; empty when a problem was noted.</summary>
    public static string Read(OptionsSection section, string key, bool development)
    {
        var given = section.Text(key);
        var file = section.Text(key + "File");
        if (given is not null && file is not null)
            section.Wrong(key, "LHB2007", $"is given, and {section.Name(key + "File")} too. Remove one of them.");
        var value = file is null ? given : FromFile(section, key + "File", file);
        if (file is not null && value is null) return "";
        if (development) return value ?? DevelopmentPrefix + key;
        if (Weakness(value) is { } weakness) section.Wrong(key, "LHB2001", $"{weakness}. {Advice(section, key)}");
        return value ?? "";
    }

    private static string? FromFile(OptionsSection section, string key, string path)
    {
        try
        {
            if (new FileInfo(path).Length <= LongestFile) return File.ReadAllText(path).TrimEnd('\r', '\n');
            section.Wrong(key, "LHB2008", $"names a file of more than {LongestFile} bytes. Name the file that holds only the secret.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            section.Wrong(key, "LHB2008", $"names a file that cannot be read ({problem.GetType().Name}). Name a readable one.");
        }

        return null;
    }

    private static string? Weakness(string? value) => value switch
    {
        null or "" => "is missing",
        { Length: < Shortest } => $"has {value.Length} characters; at least {Shortest} are needed",
        _ => IsGuessable(value) ? "is a default or guessable value" : null,
    };

    private static bool IsGuessable(string value) =>
        value.StartsWith(DevelopmentPrefix, StringComparison.Ordinal)
        || value.Distinct().Count() < 8
        || KnownDefaults.Any(known => value.Contains(known, StringComparison.OrdinalIgnoreCase));

    private static string Advice(OptionsSection section, string key) =>
        $"Give it a random value of at least {Shortest} characters, for example by the environment variable Bridge__{key} or a file named by "
        + $"{section.Name(key + "File")}; for a trial on one machine start with --Bridge:Development=true.";
}
