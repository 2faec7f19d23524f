using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>
/// Another process that appends to a store until it is killed or refused, and prints each sequence only after its
/// acknowledgement. It is this test program started with an environment variable.
/// </summary>
internal sealed class AppendingProcess : IDisposable
{
    private const string Variable = "LIGHTHOUSE_TEST_APPEND_TO";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Timer _bound;

    private AppendingProcess(Process process)
    {
        _process = process;
        // Whatever it does or omits, no test waits for it longer than this.
        _bound = new Timer(_ => process.Kill(entireProcessTree: true), null, Bound, Timeout.InfiniteTimeSpan);
    }

    public int Id => _process.Id;

    /// <summary>Starts it, under another command when one is given.</summary>
    public static AppendingProcess Start(string directory, params string[] under)
    {
        string[] command = [.. under, Environment.ProcessPath!];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Variable] = directory;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new AppendingProcess(process);
    }

    /// <summary>The next line that it prints; null at its end.</summary>
    public string? Line() => _process.StandardOutput.ReadLine();

    /// <summary>Waits until it ended by itself and gives its last line and the highest sequence that it had seen acknowledged.</summary>
    public (long Acknowledged, string? LastLine) End()
    {
        long highest = 0;
        string? last = null;
        while (Line() is { } line)
        {
            highest = Sequence(line) is { } sequence ? Math.Max(highest, sequence) : highest;
            last = line;
        }
        _process.WaitForExit();
        return (highest, last);
    }

    /// <summary>Kills it without a warning and returns the highest sequence that it had seen acknowledged.</summary>
    public long Kill()
    {
        _process.Kill(entireProcessTree: true);
        return End().Acknowledged;
    }

    public void Dispose()
    {
        _bound.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    // Runs before the test runner. Only code of the store may run on other threads here: code of this module waits for the initializer.
    [ModuleInitializer]
    internal static void AppendWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } directory)
            return;
        try
        {
            var options = new EventStoreOptions { Directory = directory, SegmentBytes = 200_000 };
            var store = FileEventStore.Open(options, new HmacRecordSeal(TestStore.Key), TimeProvider.System);
            while (true)
                AppendSome(store);
        }
        catch (EventStoreException e)
        {
            Console.Out.WriteLine(e.Message);
            Console.Out.Flush();
            Environment.Exit(9);
        }
    }

    private static long? Sequence(string line) =>
        long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;

    private static void AppendSome(FileEventStore store)
    {
        var appends = new Task<IReadOnlyList<StoredEvent>>[8];
        for (var i = 0; i < appends.Length; i++)
        {
            var batch = new NewEvent[1 + (i % 3)];
            Array.Fill(batch, TestStore.Event(i, new string('y', 40 * i)));
            appends[i] = store.AppendAsync(batch, CancellationToken.None);
        }
        foreach (var append in appends)
            foreach (var e in append.GetAwaiter().GetResult())
                Console.Out.WriteLine(e.Sequence.ToString(CultureInfo.InvariantCulture));
        Console.Out.Flush();
    }
}
