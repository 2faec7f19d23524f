using System.Diagnostics;

namespace Lighthouse.Targets;

/// <summary>An instance of the system under test, running as a process of its own on loopback.</summary>
public sealed class TargetProcess : IAsyncDisposable
{
    private const int PortAttempts = 5;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private readonly TargetRecipe recipe;
    private readonly ProcessJournal journal;
    private readonly TargetLog log;
    private readonly Placeholders values;
    private CompanionProcesses? companions;
    private Process process;

    private TargetProcess(TargetRecipe recipe, ProcessJournal journal, TargetLog log, Uri url, string dataFolder, Placeholders values)
    {
        this.recipe = recipe;
        this.journal = journal;
        this.log = log;
        this.values = values;
        Url = url;
        DataFolder = dataFolder;
        process = Launch(recipe, values, log, journal);
        Identity = ProcessIdentity.Of(process);
    }

    /// <summary>Where it answers; the same after a restart.</summary>
    public Uri Url { get; }

    /// <summary>Where it keeps its data; the same after a restart.</summary>
    public string DataFolder { get; }

    /// <summary>The process that runs now, or ran last.</summary>
    public ProcessIdentity Identity { get; private set; }

    /// <summary>Whether the process runs.</summary>
    public bool IsRunning => !process.HasExited;

    /// <summary>Exit code of the process; null while it runs. A process that was killed by signal n ends with 128 + n.</summary>
    public int? ExitCode => process.HasExited ? process.ExitCode : null;

    /// <summary>Starts an instance, its companions first, and waits until it is healthy.</summary>
    /// <param name="recipe">How.</param>
    /// <param name="dataFolder">Its data folder; made when missing.</param>
    /// <param name="logFile">Where its output goes, appended.</param>
    /// <param name="journal">Where the process is written down.</param>
    /// <param name="cancellation">Gives up; the process is ended.</param>
    /// <exception cref="TargetException">It did not start or did not become healthy; its last output is in the message.</exception>
    public static async Task<TargetProcess> StartAsync(
        TargetRecipe recipe, string dataFolder, string logFile, ProcessJournal journal, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var companions = await CompanionProcesses.StartAsync(recipe.Companions, dataFolder, logFile, journal, cancellation);
        try
        {
            var target = await StartAloneAsync(recipe, dataFolder, logFile, journal, companions.Values, cancellation);
            target.companions = companions;
            return target;
        }
        catch
        {
            await companions.DisposeAsync();
            throw;
        }
    }

    internal static async Task<TargetProcess> StartAloneAsync(
        TargetRecipe recipe, string dataFolder, string logFile, ProcessJournal journal, Placeholders values, CancellationToken cancellation)
    {
        Directory.CreateDirectory(dataFolder);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnAsync(FreePort.Find(), recipe, dataFolder, logFile, journal, values, cancellation);
            }
            catch (PortTakenException) when (attempt < PortAttempts)
            {
                // Somebody else was faster on that port; the next one is another.
            }
        }
    }

    private static async Task<TargetProcess> StartOnAsync(
        int port, TargetRecipe recipe, string dataFolder, string logFile, ProcessJournal journal, Placeholders values, CancellationToken cancellation)
    {
        var url = new Uri($"http://127.0.0.1:{port}");
        var target = new TargetProcess(recipe, journal, new TargetLog(logFile), url, dataFolder, values.With("", url, dataFolder));
        try
        {
            await target.WaitUntilHealthyAsync(cancellation);
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills it at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        journal.Ended(Identity);
    }

    /// <summary>Asks it to stop, by closing its standard input or by a signal as its recipe says, and kills it when it does not within 10 s.</summary>
    public async Task StopAsync()
    {
        IReadOnlyList<ProcessIdentity> descendants = [];
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            if (recipe.StopsOnSignal)
                descendants = StopSignal.Send(process);
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        foreach (var descendant in descendants)
            descendant.KillIfAlive();
        journal.Ended(Identity);
    }

    /// <summary>Starts it again after it ended: same address, same data folder. Does not wait for health.</summary>
    /// <exception cref="InvalidOperationException">It still runs.</exception>
    public void Launch()
    {
        if (!process.HasExited)
            throw new InvalidOperationException("LH4005: the target still runs; stop or kill it before it is launched again.");
        process.Dispose();
        process = Launch(recipe, values, log, journal);
        Identity = ProcessIdentity.Of(process);
    }

    /// <summary>Waits until it is healthy, and makes sure that the answer is its own.</summary>
    /// <exception cref="TargetException">It did not become healthy, or another process answers on its port; its last output is in the message.</exception>
    public async Task WaitUntilHealthyAsync(CancellationToken cancellation)
    {
        try
        {
            await HealthProbe.WaitUntilHealthyAsync(HealthAddress, recipe.StartLimit, () => process.HasExited, cancellation);
        }
        catch (TargetException problem)
        {
            var ending = process.HasExited ? $" It ended with exit code {process.ExitCode}." : "";
            throw new TargetException($"{problem.Message}{ending} Its last output: {log.Tail()}", problem);
        }

        if (PortOwner.IsListening(process.Id, Url.Port) == false || process.HasExited)
            throw new PortTakenException($"LH4009: {Url} answers, but not from process {process.Id} that was started for it. Its last output: {log.Tail()}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
        log.Dispose();
        if (companions is not null)
            await companions.DisposeAsync();
    }

    /// <summary>Where its health is asked for; of scheme <c>tcp</c> where a connection is enough.</summary>
    public Uri HealthAddress => recipe.HealthPath.Length == 0 ? new Uri($"tcp://{Url.Authority}") : new Uri(Url, recipe.HealthPath);

    private static Process Launch(TargetRecipe recipe, Placeholders values, TargetLog log, ProcessJournal journal)
    {
        var start = new ProcessStartInfo(recipe.Program, recipe.ArgumentsFor(values))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = recipe.WorkingFolder ?? "",
        };
        foreach (var (name, value) in recipe.EnvironmentFor(values))
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => log.Add(line.Data);
        process.ErrorDataReceived += (_, line) => log.Add(line.Data);
        try
        {
            process.Start();
        }
        catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or IOException)
        {
            throw new TargetException($"LH4006: '{recipe.Program}' could not be started: {problem.Message}.", problem);
        }

        journal.Started(ProcessIdentity.Of(process));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
