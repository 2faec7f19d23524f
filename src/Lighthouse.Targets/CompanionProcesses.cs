namespace Lighthouse.Targets;

/// <summary>What a system under test needs beside it, such as a database, running: started in order, ended in the opposite one.</summary>
internal sealed class CompanionProcesses : IAsyncDisposable
{
    private readonly List<TargetProcess> processes = [];

    private CompanionProcesses() { }

    /// <summary>What stands for their addresses, ports and data folders.</summary>
    public Placeholders Values { get; private set; } = Placeholders.None;

    /// <summary>Starts each and waits until it is ready, one after another.</summary>
    /// <param name="companions">How.</param>
    /// <param name="dataFolder">The data folder of the system beside which they run; each gets one of its own beside it.</param>
    /// <param name="logFile">Where that system's output goes; that of each goes to a file beside it.</param>
    /// <param name="journal">Where the processes are written down.</param>
    /// <param name="cancellation">Gives up; what was started is ended.</param>
    /// <exception cref="TargetException">One did not become ready; its last output is in the message.</exception>
    public static async Task<CompanionProcesses> StartAsync(
        IReadOnlyList<Companion> companions, string dataFolder, string logFile, ProcessJournal journal, CancellationToken cancellation)
    {
        var started = new CompanionProcesses();
        try
        {
            foreach (var (name, needed) in companions)
            {
                var beside = Path.Combine(Path.GetDirectoryName(logFile)!, $"{Path.GetFileNameWithoutExtension(logFile)}-{name}.log");
                var companion = await TargetProcess.StartAloneAsync(needed, $"{dataFolder}-{name}", beside, journal, started.Values, cancellation);
                started.processes.Add(companion);
                started.Values = started.Values.With(name, companion.Url, companion.DataFolder);
            }

            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>A text with <c>{name.port}</c>, <c>{name.url}</c> and <c>{name.data}</c> of each filled in.</summary>
    public string Fill(string text) => Values.Fill(text);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(processes))
            await process.DisposeAsync();
        processes.Clear();
    }
}
