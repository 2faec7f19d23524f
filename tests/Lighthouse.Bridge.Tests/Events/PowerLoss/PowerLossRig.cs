using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lighthouse.Bridge.Events;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Tests.Events.PowerLoss;

/// <summary>
/// This test program in a mount namespace of its own: mounts a file system from an image, starts a writer on it, cuts the power
/// at a random moment, mounts again, opens the store and compares it with the ledger of what was acknowledged, which lies in
/// this process's memory and never on that device.
/// </summary>
internal sealed class PowerLossRig(string folder, bool flush, Random random)
{
    public const string Variable = "LIGHTHOUSE_TEST_POWER_LOSS";
    private const string WriterVariable = "LIGHTHOUSE_TEST_POWER_LOSS_WRITER";
    private const uint ShutDown = 0x8004587D;
    private const uint WithoutFlush = 2;

    private readonly Dictionary<long, long> _ledger = [];
    private long _nextNumber = 1;

    private string Image => Path.Combine(folder, "disk.img");

    private string Mount => Path.Combine(folder, "disk");

    private string Store => Path.Combine(Mount, "store");

    // The runner does not start in these processes.
    [ModuleInitializer]
    internal static void RunWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(WriterVariable) is { Length: > 0 } writer)
        {
            var w = writer.Split('|');
            PowerLossWriter.Run(w[0], long.Parse(w[1], CultureInfo.InvariantCulture), bool.Parse(w[2]), bool.Parse(w[3]));
            Environment.Exit(0);
        }
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } rig)
            return;
        var r = rig.Split('|');
        new PowerLossRig(r[0], bool.Parse(r[2]), new Random(int.Parse(r[3], CultureInfo.InvariantCulture))).Run(int.Parse(r[1], CultureInfo.InvariantCulture));
        Environment.Exit(0);
    }

    private void Run(int losses)
    {
        Directory.CreateDirectory(Mount);
        using (var image = File.Create(Image))
            image.SetLength(256 << 20);
        Execute("mkfs.ext4", "-q", "-F", Image);
        Execute("mount", "-o", "loop", Image, Mount);
        for (var round = 1; round <= losses; round++)
        {
            var acknowledged = WriteUntilTheCut(smallSegments: round % 2 == 0);
            Execute("umount", Mount);
            Execute("mount", "-o", "loop", Image, Mount);
            Console.Out.WriteLine(Compare(round, acknowledged).ToLine());
            Console.Out.Flush();
        }
        Execute("umount", Mount);
    }

    private long WriteUntilTheCut(bool smallSegments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.Environment[WriterVariable] = string.Create(CultureInfo.InvariantCulture, $"{Store}|{_nextNumber}|{flush}|{smallSegments}");
        using var root = File.OpenHandle(Path.Combine(Mount, "power"), FileMode.Create, FileAccess.ReadWrite);
        using var writer = Process.Start(start)!;
        var acknowledged = 0L;
        if (!flush)
            // The control has to lose something in each round, not once for all of them.
            _ledger.Clear();
        for (var lines = random.Next(1, 2_500); lines > 0; lines--)
            acknowledged += Note(writer.StandardOutput.ReadLine());
        Thread.Sleep(TimeSpan.FromMicroseconds(random.Next(3_000)));
        var how = WithoutFlush;
        if (ioctl(root, ShutDown, ref how) != 0)
            throw new InvalidOperationException($"the power could not be cut: {Marshal.GetLastPInvokeErrorMessage()}");
        while (writer.StandardOutput.ReadLine() is { } line)
            acknowledged += Note(line);
        writer.WaitForExit();
        return acknowledged;
    }

    private int Note(string? line)
    {
        var (sequence, number) = line?.Split(' ') is [var first, var second]
            ? (long.Parse(first, CultureInfo.InvariantCulture), long.Parse(second, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("the writer ended by itself");
        _ledger[sequence] = number;
        _nextNumber = Math.Max(_nextNumber, number + 1_000);
        return 1;
    }

    private PowerLossResult Compare(int round, long acknowledged)
    {
        var store = FileEventStore.Open(new EventStoreOptions { Directory = Store }, new HmacRecordSeal(TestStore.Key), TimeProvider.System);
        var numbers = new Dictionary<long, long>();
        var invented = 0L;
        var reader = store.ReadAsync(0, CancellationToken.None).GetAsyncEnumerator();
        while (reader.MoveNextAsync().AsTask().GetAwaiter().GetResult())
        {
            var e = reader.Current;
            var number = TestStore.Number(e);
            var sound = e.Sequence == numbers.Count + 1 && number < _nextNumber && TestStore.Text(e).Length == PowerLossWriter.TextOf(number);
            invented += sound ? 0 : 1;
            numbers[e.Sequence] = number;
        }
        invented += numbers.Count - numbers.Values.Distinct().Count();
        var lost = _ledger.Count(entry => !numbers.TryGetValue(entry.Key, out var number) || number != entry.Value);
        var result = new PowerLossResult(round, acknowledged, numbers.Count, lost, invented, store.Recovery.Violations.Count);
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return result;
    }

    private static void Execute(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments))!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command} ended with {process.ExitCode}");
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int ioctl(SafeFileHandle file, nuint request, ref uint argument);
}
