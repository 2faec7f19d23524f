using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.PowerLoss;

/// <summary>
/// The power is cut under a store that takes events: a file system of its own is shut down without a flush, mounted again and the
/// store opened. Everything acknowledged must be there, and with flushes left out it must not, or the cut proves nothing.
/// </summary>
public sealed class PowerLossTests(ITestOutputHelper output)
{
    private const int Losses = 20;
    private const int ControlLosses = 3;

    [Fact]
    public void Nothing_acknowledged_is_lost_in_20_power_losses_under_load()
    {
        var losses = Cut(Losses, flush: true);

        Assert.Equal(Losses, losses.Count);
        Assert.All(losses, loss =>
        {
            Assert.True(loss.Acknowledged > 0, $"{loss}: nothing was under way");
            Assert.True(loss is { Lost: 0, Invented: 0, Violations: 0 }, loss.ToString());
        });
    }

    [Fact]
    public void The_control_without_flushes_loses_acknowledged_events()
    {
        var losses = Cut(ControlLosses, flush: false);

        Assert.Equal(ControlLosses, losses.Count);
        Assert.All(losses, loss => Assert.True(loss.Lost > 0, $"{loss}: a store that flushes nothing lost nothing, so the cut is none"));
    }

    private List<PowerLossResult> Cut(int losses, bool flush)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs root on Linux to cut the power of a file system");
        Assert.SkipUnless(File.Exists("/dev/loop-control") && Installed("mkfs.ext4") && Installed("unshare"), "needs loop devices, mkfs.ext4 and unshare");
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var results = new List<PowerLossResult>();
        using var folder = new TestStore();

        // The mount is seen by the rig and its writer alone and vanishes with them, however they end.
        var start = new ProcessStartInfo("timeout", ["--signal=KILL", "500", "unshare", "--mount", Environment.ProcessPath!]) { RedirectStandardOutput = true };
        start.Environment[PowerLossRig.Variable] = string.Create(CultureInfo.InvariantCulture, $"{folder.Directory}|{losses}|{flush}|{seed}");
        using var rig = Process.Start(start)!;
        while (rig.StandardOutput.ReadLine() is { } line)
        {
            output.WriteLine(line);
            if (PowerLossResult.Parse(line) is { } result)
                results.Add(result);
        }
        rig.WaitForExit();
        Assert.Equal(0, rig.ExitCode);
        return results;
    }

    private static bool Installed(string command) =>
        new[] { "/usr/bin", "/usr/sbin", "/sbin", "/bin" }.Any(folder => File.Exists(Path.Combine(folder, command)));
}
