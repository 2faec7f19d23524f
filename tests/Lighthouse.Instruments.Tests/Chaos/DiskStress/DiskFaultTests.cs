using System.Diagnostics;
using Lighthouse.Chaos;
using Lighthouse.Chaos.DiskStress;
using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Instruments.Tests.Chaos.DiskStress;

/// <summary>A full disk and met flushes, on a real small disk and a real process.</summary>
public sealed class DiskFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("disk").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_small_disk_is_filled_and_has_room_again()
    {
        using var process = await OnSmallDiskAsync();
        var folder = SmallDisk.SeenFromOutside(process.Id, _folder);
        var refused = 0;
        var fault = new FullDiskFault(new FullDiskOptions { Folder = folder }, TimeProvider.System);
        var result = await RunAsync(fault, async _ => refused += await TryWriteAsync(folder) ? 0 : 1);
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        Assert.Equal(1, refused);
        Assert.True(await TryWriteAsync(folder));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_target_that_goes_on_is_not_hit()
    {
        using var process = await OnSmallDiskAsync();
        var options = new FullDiskOptions
        {
            Folder = SmallDisk.SeenFromOutside(process.Id, _folder), IsRefusingAsync = _ => Task.FromResult(false), ShowWithin = TimeSpan.FromMilliseconds(200),
        };
        Assert.StartsWith("LHC4012", (await RunAsync(new FullDiskFault(options, TimeProvider.System))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_somebodys_is_not_filled()
    {
        var result = await RunAsync(new FullDiskFault(new FullDiskOptions { Folder = _folder, LargestDisk = 1_000_000 }, TimeProvider.System));
        Assert.StartsWith("LHC5022", result.Reason, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_disk_that_is_not_small_is_refused()
    {
        Assert.StartsWith("LHC5001", Assert.Throws<ArgumentOutOfRangeException>(() => SmallDisk.Command(_folder, 1, "true", [])).Message, StringComparison.Ordinal);
        Assert.StartsWith("LHC5001", Assert.Throws<ArgumentOutOfRangeException>(() => SmallDisk.Command(_folder, 1L << 40, "true", [])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(200)]
    public async Task Flushes_are_met_and_left_alone_again(int? milliseconds)
    {
        Assert.SkipWhen(FlushFault.Missing is not null, FlushFault.Missing ?? "");
        using var flusher = Start("/bin/sh", ["-c", "while :; do sync -d \"$0\" && echo good || echo bad; sleep 0.02; done", Path.Combine(_folder, "file")]);
        File.WriteAllText(Path.Combine(_folder, "file"), "text");
        using var fault = new FlushFault(Options(flusher, milliseconds), TimeProvider.System);
        var result = await RunAsync(fault);
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        Assert.False(flusher.HasExited);
    }

    [Fact]
    public async Task A_process_that_does_not_flush_shows_no_effect()
    {
        Assert.SkipWhen(FlushFault.Missing is not null, FlushFault.Missing ?? "");
        using var idle = Start("/bin/sleep", ["60"]);
        using var fault = new FlushFault(Options(idle, null) with { ShowWithin = TimeSpan.FromMilliseconds(500) }, TimeProvider.System);
        Assert.StartsWith("LHC4012", (await RunAsync(fault)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_this_process_nor_one_with_another_start_is_traced()
    {
        Assert.SkipWhen(FlushFault.Missing is not null, FlushFault.Missing ?? "");
        using var idle = Start("/bin/sleep", ["60"]);
        using var own = new FlushFault(Options(idle, null) with { Process = ProcessIdentity.Of(Environment.ProcessId) }, TimeProvider.System);
        Assert.StartsWith("LHC5031", (await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(own))).Message, StringComparison.Ordinal);
        using var other = new FlushFault(Options(idle, null) with { Process = new ProcessIdentity(idle.Id, 1) }, TimeProvider.System);
        Assert.StartsWith("LHC5042", (await RunAsync(other)).Reason, StringComparison.Ordinal);
    }

    private FlushFaultOptions Options(Child child, int? milliseconds) => new()
    {
        Process = ProcessIdentity.Of(child.Id),
        Delay = milliseconds is { } delay ? TimeSpan.FromMilliseconds(delay) : null,
        TraceFile = Path.Combine(_folder, "trace"),
        // The next line that it writes is the end of a flush.
        FlushAsync = token => child.NextLineAsync(token),
        IsHealthyAsync = _ => Task.FromResult(true),
    };

    private async Task<Child> OnSmallDiskAsync()
    {
        Assert.SkipWhen(SmallDisk.Missing is not null, SmallDisk.Missing ?? "");
        var (program, arguments) = SmallDisk.Command(_folder, 4_000_000, "/bin/sh", ["-c", "echo ready; exec sleep 60"]);
        var child = Start(program, arguments);
        await child.NextLineAsync(Cancellation);
        return child;
    }

    private static async Task<ExperimentResult> RunAsync(IFault fault, Func<CancellationToken, Task>? meanwhile = null) =>
        await new Experiment(fault, new ExperimentOptions { WhileInEffect = meanwhile }, TimeProvider.System).RunAsync(Cancellation);

    private static async Task<bool> TryWriteAsync(string folder)
    {
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "try"), new byte[50_000], Cancellation);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static Child Start(string program, IEnumerable<string> arguments) => new(program, arguments);

    private sealed class Child(string program, IEnumerable<string> arguments) : IDisposable
    {
        private readonly Process _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;

        public int Id => _process.Id;

        public bool HasExited => _process.HasExited;

        public async Task NextLineAsync(CancellationToken cancellation) => await _process.StandardOutput.ReadLineAsync(cancellation);

        public void Dispose()
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }
    }
}
