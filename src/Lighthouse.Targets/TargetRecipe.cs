namespace Lighthouse.Targets;

/// <summary>
/// How to start the system under test as a process of its own. In arguments and environment <c>{url}</c>, <c>{port}</c> and <c>{data}</c> stand for the
/// address, the port and the data folder of an instance, <c>{name.url}</c> and the like for those of a companion.
/// </summary>
/// <param name="Program">The executable.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Variables added to its environment; may hold secrets, so they are never written to evidence.</param>
/// <param name="ProgramFiles">The file, or the folder whose files, make up the program, for its digest.</param>
/// <param name="HealthPath">Path that answers 200 when it is ready, such as <c>/health</c>; empty: it is ready when its port accepts a connection.</param>
/// <param name="StartLimit">How long it may take to become healthy.</param>
public sealed record TargetRecipe(
    string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string ProgramFiles,
    string HealthPath, TimeSpan StartLimit)
{
    /// <summary>Where it is started; null: where the pipeline is.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>Whether it ends when it is asked to by SIGTERM. Otherwise it ends when its standard input is closed, which also happens when the pipeline is killed.</summary>
    public bool StopsOnSignal { get; init; }

    /// <summary>What it needs, such as a database: each instance has its own, started before it in this order and ended after it.</summary>
    public IReadOnlyList<Companion> Companions { get; init; } = [];

    /// <summary>The command line of an instance, without its environment.</summary>
    public string CommandLine(Uri url, string data) => string.Join(' ', ArgumentsFor(Placeholders.Of(url, data)).Prepend(Program));

    internal IEnumerable<string> ArgumentsFor(Placeholders values) => Arguments.Select(values.Fill);

    internal IEnumerable<KeyValuePair<string, string>> EnvironmentFor(Placeholders values) =>
        Environment.Select(pair => KeyValuePair.Create(pair.Key, values.Fill(pair.Value)));
}

/// <summary>Another process that the system under test needs.</summary>
/// <param name="Name">By which placeholders know it.</param>
/// <param name="Recipe">How to start it.</param>
public sealed record Companion(string Name, TargetRecipe Recipe);
