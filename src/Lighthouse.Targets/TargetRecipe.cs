namespace Lighthouse.Targets;

/// <summary>How to start the system under test as a process of its own. <c>{url}</c> and <c>{data}</c> in arguments and environment stand for the address and the data folder of an instance.</summary>
/// <param name="Program">The executable.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Variables added to its environment; may hold secrets, so they are never written to evidence.</param>
/// <param name="ProgramFiles">The folder whose files make up the program, for its digest.</param>
/// <param name="HealthPath">Path that answers 200 when it is ready, such as <c>/health</c>.</param>
/// <param name="StartLimit">How long it may take to become healthy.</param>
public sealed record TargetRecipe(
    string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string ProgramFiles,
    string HealthPath, TimeSpan StartLimit)
{
    internal IEnumerable<string> ArgumentsFor(Uri url, string data) => Arguments.Select(argument => Fill(argument, url, data));

    internal IEnumerable<KeyValuePair<string, string>> EnvironmentFor(Uri url, string data) =>
        Environment.Select(pair => KeyValuePair.Create(pair.Key, Fill(pair.Value, url, data)));

    /// <summary>The command line of an instance, without its environment.</summary>
    public string CommandLine(Uri url, string data) => string.Join(' ', ArgumentsFor(url, data).Prepend(Program));

    private static string Fill(string text, Uri url, string data) =>
        text.Replace("{url}", url.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal).Replace("{data}", data, StringComparison.Ordinal);
}
