namespace Lighthouse.Benchmarks;

/// <summary>
/// Something that is measured against a peer or a limit in the same run. A class that implements this and has a constructor
/// without parameters is found by itself: a benchmark is one file.
/// </summary>
internal interface IBenchmark
{
    /// <summary>Its name on the command line; lower case with dashes. A prefix of it up to a dash selects it too.</summary>
    string Name { get; }

    /// <summary>Measures, and states the result as rows of the table. What cannot be measured here is a row too: <see cref="Row.NotMeasured"/>.</summary>
    Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation);
}

/// <summary>
/// What this program does in a process of its own when a benchmark starts it with <see cref="Running.ChildProcess"/>, such as
/// generating load. Found by itself like a benchmark.
/// </summary>
internal interface IChildRole
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Works until it is done, or until the standard input ends.</summary>
    Task RunAsync(string[] arguments, CancellationToken cancellation);
}
