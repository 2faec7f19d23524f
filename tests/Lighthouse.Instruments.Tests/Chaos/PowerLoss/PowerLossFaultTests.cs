using System.Diagnostics;
using Lighthouse.Chaos;
using Lighthouse.Chaos.DiskStress;
using Lighthouse.Chaos.PowerLoss;
using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Instruments.Tests.Chaos.PowerLoss;

/// <summary>A disk of a real process loses its power.</summary>
public sealed class PowerLossFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("power-loss").FullName;
    private readonly List<Process> _processes = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Image => Path.Combine(_folder, "disk.img");

    private string Mount => Path.Combine(_folder, "disk");

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_was_flushed_is_there_afterwards_and_what_was_not_is_gone()
    {
        Assert.SkipWhen(ImageDisk.Missing is not null, ImageDisk.Missing ?? "");
        var process = await OnDiskAsync();
        var disk = SmallDisk.SeenFromOutside(process.Id, Mount);
        await using (var flushed = new FileStream(Path.Combine(disk, "flushed"), FileMode.Create))
        {
            flushed.Write("kept"u8);
            flushed.Flush(flushToDisk: true);
        }

        await File.WriteAllTextAsync(Path.Combine(disk, "unflushed"), "lost", Cancellation);
        Process? again = null;
        var result = await RunAsync(process, async () => again = await OnDiskAsync());
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        var after = SmallDisk.SeenFromOutside(again!.Id, Mount);
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(after, "flushed"), Cancellation));
        Assert.NotEqual("lost", File.Exists(Path.Combine(after, "unflushed")) ? await File.ReadAllTextAsync(Path.Combine(after, "unflushed"), Cancellation) : null);
        Assert.Empty(Directory.GetFiles(Mount));
    }

    [Fact]
    public async Task A_folder_that_lies_on_somebody_elses_disk_keeps_its_power()
    {
        Assert.SkipWhen(ImageDisk.Missing is not null, ImageDisk.Missing ?? "");
        Directory.CreateDirectory(Mount);
        await File.WriteAllTextAsync(Image, "no disk", Cancellation);
        var process = Started(Process.Start("/bin/sleep", ["60"]));
        var result = await RunAsync(process, () => Task.CompletedTask);
        Assert.StartsWith("LHC5223", result.Reason, StringComparison.Ordinal);
        Assert.False(process.HasExited);
    }

    [Fact]
    public void A_disk_that_is_not_small_is_refused() =>
        Assert.StartsWith("LHC5201", Assert.Throws<ArgumentOutOfRangeException>(() => ImageDisk.Make(Image, 1L << 40)).Message, StringComparison.Ordinal);

    private Task<ExperimentResult> RunAsync(Process process, Func<Task> restart) => new Experiment(
        new PowerLossFault(
            new PowerLossOptions { Process = ProcessIdentity.Of(process.Id), Image = Image, Folder = Mount, RestartAsync = _ => restart(), IsHealthyAsync = _ => Task.FromResult(true) },
            TimeProvider.System),
        new ExperimentOptions(), TimeProvider.System).RunAsync(Cancellation);

    private async Task<Process> OnDiskAsync()
    {
        Directory.CreateDirectory(Mount);
        if (!File.Exists(Image))
            ImageDisk.Make(Image, 16_000_000);
        var (program, arguments) = ImageDisk.Command(Image, Mount, "/bin/sleep", ["60"]);
        var process = Started(Process.Start(program, arguments));
        // The process is another program until its disk is there.
        while (!process.HasExited && !(await File.ReadAllTextAsync($"/proc/{process.Id}/cmdline", Cancellation)).StartsWith("/bin/sleep", StringComparison.Ordinal))
            await Task.Delay(10, Cancellation);
        Assert.False(process.HasExited);
        return process;
    }

    private Process Started(Process process)
    {
        _processes.Add(process);
        return process;
    }
}
