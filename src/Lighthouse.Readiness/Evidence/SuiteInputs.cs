namespace Lighthouse.Readiness.Evidence;

/// <summary>What a suite looks at beside the running target; each is an absolute path, and null when it was not given.</summary>
public sealed record SuiteInputs
{
    /// <summary><c>LIGHTHOUSE_REPOSITORY</c>: root folder of the code under judgement.</summary>
    public string? Repository { get; init; }

    /// <summary><c>LIGHTHOUSE_WAIVERS</c>: file of findings that are borne for a while.</summary>
    public string? Waivers { get; init; }

    /// <summary><c>LIGHTHOUSE_ADVISORIES</c>: folder of security advisories in OSV format.</summary>
    public string? Advisories { get; init; }

    /// <summary><c>LIGHTHOUSE_SARIF</c>: folder of SARIF files that other scanners left.</summary>
    public string? Sarif { get; init; }

    /// <summary><c>LIGHTHOUSE_IMAGE</c>: container image to scan, a saved archive or an OCI layout.</summary>
    public string? Image { get; init; }

    /// <summary><c>LIGHTHOUSE_BASELINES</c>: folder of baselines of earlier commits.</summary>
    public string? Baselines { get; init; }

    internal IEnumerable<KeyValuePair<string, string>> ToVariables() =>
        new[]
        {
            KeyValuePair.Create("LIGHTHOUSE_REPOSITORY", Repository), KeyValuePair.Create("LIGHTHOUSE_WAIVERS", Waivers),
            KeyValuePair.Create("LIGHTHOUSE_ADVISORIES", Advisories), KeyValuePair.Create("LIGHTHOUSE_SARIF", Sarif), KeyValuePair.Create("LIGHTHOUSE_IMAGE", Image),
            KeyValuePair.Create("LIGHTHOUSE_BASELINES", Baselines),
        }
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value ?? ""));

    internal static SuiteInputs From(Func<string, string?> variable)
    {
        return new SuiteInputs
        {
            Repository = Optional("LIGHTHOUSE_REPOSITORY"),
            Waivers = Optional("LIGHTHOUSE_WAIVERS"),
            Advisories = Optional("LIGHTHOUSE_ADVISORIES"),
            Sarif = Optional("LIGHTHOUSE_SARIF"),
            Image = Optional("LIGHTHOUSE_IMAGE"),
            Baselines = Optional("LIGHTHOUSE_BASELINES"),
        };

        string? Optional(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }
}
