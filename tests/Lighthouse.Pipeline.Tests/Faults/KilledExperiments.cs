using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Lighthouse.Chaos;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Pipeline.Tests.Whole;

namespace Lighthouse.Pipeline.Tests.Faults;

/// <summary>A run that is killed inside its experiments, at whatever moment: the pipeline's next start puts everything right, and touches nothing else.</summary>
public sealed class KilledExperiments : IDisposable
{
    private const int Kills = 30, LeastInside = 15, LongestMilliseconds = 1_600;
    private static readonly TimeSpan BeginsWithin = TimeSpan.FromSeconds(60), GoneWithin = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder temporary = new();
    private readonly RunFolder folder;
    private readonly Process bystander = Process.Start("sleep", "600");
    private readonly Process stoppedBystander = Process.Start("sleep", "600");
    private readonly ConcurrentQueue<string> interrupted = [];

    public KilledExperiments() => folder = new RunFolder(temporary.Path, "week2");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var process in new[] { bystander, stoppedBystander })
        {
            process.Kill();
            process.Dispose();
        }

        temporary.Dispose();
    }

    [Fact]
    public async Task Thirty_times_nothing_is_left_after_the_next_start()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "most of these faults take root on Linux");
        var seed = RandomNumberGenerator.GetInt32(1, 1_000_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var victim = EndlessExperiments.VictimIn(folder);
        var bytes = new byte[4_096];
        random.NextBytes(bytes);
        await File.WriteAllBytesAsync(victim, bytes, Cancellation);
        await SignalAsync("STOP", stoppedBystander);
        for (var kill = 1; kill <= Kills; kill++)
        {
            var groups = await KillInsideAsync(random.Next(1_000_000), TimeSpan.FromMilliseconds(random.Next(LongestMilliseconds)));
            var next = await BuildHost.RunAsync("--target=GoNoGo", "--exclusive", $"--artifacts={folder.Artifacts}");
            Assert.True(next.ExitCode == 3, next.Output);
            var left = await LeftAsync(groups);
            Assert.True(left.Count == 0, $"seed {seed}, kill {kill}, inside {interrupted.Last()}: {string.Join("; ", left)}{Environment.NewLine}{next.Output}");
            Assert.Equal(bytes, await File.ReadAllBytesAsync(victim, Cancellation));
        }

        var kinds = interrupted.GroupBy(line => line).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Key} {kind.Count()}");
        TestContext.Current.TestOutputHelper?.WriteLine($"killed inside: {string.Join(", ", kinds)}");
        Assert.True(interrupted.Count(line => line != "none") >= LeastInside, string.Join(", ", kinds));
        Assert.Equal(("S", "T"), (StateOf(bystander), StateOf(stoppedBystander)));
    }

    /// <summary>Runs experiments, kills the run, and tells which control groups it had written down.</summary>
    private async Task<IReadOnlyList<string>> KillInsideAsync(int seed, TimeSpan after)
    {
        var lines = new ConcurrentQueue<string>();
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment[EndlessExperiments.Variable] = string.Create(CultureInfo.InvariantCulture, $"{folder.Artifacts}|{seed}");
        using var run = new Process { StartInfo = start };
        run.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        run.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        run.Start();
        run.BeginOutputReadLine();
        run.BeginErrorReadLine();
        for (var begun = Stopwatch.GetTimestamp(); !lines.Any(line => line.StartsWith(EndlessExperiments.Begins, StringComparison.Ordinal)); await Task.Delay(10, Cancellation))
            Assert.True(!run.HasExited && Stopwatch.GetElapsedTime(begun) < BeginsWithin, string.Join(Environment.NewLine, lines));
        await Task.Delay(after, Cancellation);
        Assert.False(run.HasExited, string.Join(Environment.NewLine, lines));
        run.Kill();
        await run.WaitForExitAsync(Cancellation);
        Assert.DoesNotContain(lines, line => line.Contains("NotHealed", StringComparison.Ordinal));
        var last = lines.Last(line => line.StartsWith(EndlessExperiments.Begins, StringComparison.Ordinal) || line.StartsWith(EndlessExperiments.Ends, StringComparison.Ordinal));
        interrupted.Enqueue(last.StartsWith(EndlessExperiments.Begins, StringComparison.Ordinal) ? last[EndlessExperiments.Begins.Length..] : "none");
        var faults = Directory.CreateDirectory(Path.Combine(folder.Journal.Folder, FaultJournal.FolderName)).FullName;
        return [.. Directory.GetFiles(faults, "*.group").SelectMany(File.ReadLines).Where(line => line.Contains("lighthouse-chaos-", StringComparison.Ordinal))];
    }

    private async Task<IReadOnlyList<string>> LeftAsync(IReadOnlyList<string> groups)
    {
        for (var begun = Stopwatch.GetTimestamp(); ; await Task.Delay(50, Cancellation))
        {
            List<string> left =
            [
                .. Processes("cmdline", text => text.Contains(folder.Artifacts, StringComparison.Ordinal)).Select(id => $"process {id}"),
                .. Processes("mountinfo", text => text.Contains(folder.Artifacts, StringComparison.Ordinal)).Select(id => $"a mount in the namespace of process {id}"),
                .. Directory.GetDirectories("/sys/block", "loop*").Where(device => TextOf(Path.Combine(device, "loop", "backing_file")).Contains(folder.Artifacts, StringComparison.Ordinal)),
                .. groups.Where(Directory.Exists),
                .. Directory.GetFiles(folder.Journal.Folder, "*", SearchOption.AllDirectories),
                .. Directory.Exists(folder.Scratch) ? Directory.GetFileSystemEntries(folder.Scratch) : [],
            ];
            if (left.Count == 0 || Stopwatch.GetElapsedTime(begun) > GoneWithin)
                return left;
        }
    }

    private static IEnumerable<string> Processes(string file, Func<string, bool> isMeant) =>
        Directory.GetDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]) && isMeant(TextOf(Path.Combine(process, file)))).Select(process => Path.GetFileName(process));

    private static string TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string StateOf(Process process)
    {
        var text = TextOf($"/proc/{process.Id}/stat");
        return text.Substring(text.LastIndexOf(')') + 2, 1);
    }

    private static async Task SignalAsync(string name, Process process)
    {
        using var kill = Process.Start("kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Cancellation);
    }
}
