using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Lighthouse.Readiness.Evidence;

namespace Lighthouse.Readiness.Tests.Evidence;

/// <summary>
/// A second process that writes a log: this program again, which, told so by its environment, appends records and prints the
/// number of each once it is stored, until it is killed or refused.
/// </summary>
internal sealed class WriterProcess : IDisposable
{
    public const int Refused = 9;
    private const string Told = "LIGHTHOUSE_TEST_WRITES";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private WriterProcess(Process process) => _process = process;

    /// <summary>Starts a writer; with a limit, the system refuses to let its file grow beyond so many blocks of 512 bytes.</summary>
    public static WriterProcess Start(string path, int? blocks = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Lighthouse.Readiness.Tests");
        var start = blocks is null
            ? new ProcessStartInfo(program)
            : new ProcessStartInfo("/bin/sh", ["-c", $"trap '' XFSZ; ulimit -f {blocks}; exec \"$0\"", program]);
        start.RedirectStandardOutput = true;
        start.Environment[Told] = path;

        // The runtime keeps its code in a large file in memory, which the limit would refuse as well.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return new WriterProcess(Process.Start(start)!);
    }

    /// <summary>The next line that it prints; null at the end.</summary>
    public string? NextLine()
    {
        var line = _process.StandardOutput.ReadLineAsync();
        return line.Wait(Patience) ? line.Result : throw new TimeoutException("The writer printed nothing.");
    }

    public int WaitForExit() => _process.WaitForExit(Patience) ? _process.ExitCode : throw new TimeoutException("The writer did not end.");

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit(Patience);
        _process.Dispose();
    }

    [ModuleInitializer]
    internal static void WriteWhenTold()
    {
        if (Environment.GetEnvironmentVariable(Told) is not { } path)
            return;
        try
        {
            Write(path);
        }
        catch (EvidenceException refused)
        {
            Console.WriteLine(refused.Message);
            Environment.Exit(Refused);
        }
    }

    private static void Write(string path)
    {
        using var log = EvidenceLog.Open(path, Specimen.Identity, "Monday", TimeProvider.System);
        EvidenceEntry next = Specimen.Opened;
        while (true)
        {
            var record = log.Append(next);
            Console.WriteLine(record.Sequence.ToString(CultureInfo.InvariantCulture));
            next = new Measured(Specimen.OfLatency(1000, 41));
        }
    }
}
