using Lighthouse.Chaos;
using Lighthouse.Chaos.CpuThrottle;
using Lighthouse.Chaos.FileDamage;
using Lighthouse.Chaos.ProcessHang;
using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Instruments.Tests.Chaos;

/// <summary>What faults of all kinds left behind is undone in one go.</summary>
public sealed class FaultJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fault-journal").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Victim => Path.Combine(_folder, "victim");

    private FaultJournal Journal => new(Path.Combine(_folder, "journal"), TimeProvider.System);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Everything_that_was_left_is_undone_and_told()
    {
        using var child = await ListeningChild.StartAsync();
        await LeaveAsync(child);
        var undone = Journal.UndoAll();
        Assert.All(undone, one => Assert.True(one.IsUndone, one.What));
        Assert.Equal(CpuThrottleFault.QuotaMissingFor(child.Process.Id) is null ? 3 : 2, undone.Count);
        Assert.Equal("intact", await File.ReadAllTextAsync(Victim, Cancellation));
        Assert.True(await child.AnswersAsync(Cancellation));
        Assert.Empty(Journal.UndoAll());
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "journal")));
    }

    [Fact]
    public async Task One_entry_that_cannot_be_undone_keeps_no_other_from_being_undone()
    {
        using var child = await ListeningChild.StartAsync();
        await LeaveAsync(child);
        await File.WriteAllTextAsync(Path.Combine(_folder, "journal", "lighthouse-chaos-0.group"), "/etc\n/\n", Cancellation);
        var undone = Journal.UndoAll();
        Assert.Contains(undone, one => !one.IsUndone && one.What.Contains("LHC4711", StringComparison.Ordinal));
        Assert.Equal("intact", await File.ReadAllTextAsync(Victim, Cancellation));
        Assert.True(await child.AnswersAsync(Cancellation));
    }

    [Fact]
    public async Task A_file_whose_folder_is_gone_is_not_brought_back()
    {
        using var child = await ListeningChild.StartAsync();
        var scratch = Directory.CreateDirectory(Path.Combine(_folder, "scratch")).FullName;
        await DamageAsync(Path.Combine(scratch, "victim"));
        Directory.Delete(scratch, recursive: true);
        Assert.Empty(Journal.UndoAll());
        Assert.False(Directory.Exists(scratch));
    }

    private async Task LeaveAsync(ListeningChild child)
    {
        await DamageAsync(Victim);
        var process = ProcessIdentity.Of(child.Process.Id);
        if (CpuThrottleFault.QuotaMissingFor(child.Process.Id) is null)
            await InjectAsync(new CpuThrottleFault(new CpuThrottleOptions { Process = process, Journal = Journal.Stopped, Groups = Journal.Groups, WorkAsync = child.AnswersAsync, Samples = 5 }, TimeProvider.System));
        await InjectAsync(new ProcessHangFault(new ProcessHangOptions { Process = process, Journal = Journal.Stopped, Port = child.Port, AnswersAsync = child.AnswersAsync }, TimeProvider.System));
    }

    private async Task DamageAsync(string file)
    {
        await File.WriteAllTextAsync(file, "intact", Cancellation);
        await InjectAsync(new FileDamageFault(
            new FileDamageOptions { Path = file, AllowedFolder = _folder, Kind = DamageKind.FlippedByte, Records = [new RecordSpan(0, 6)], LengthFieldSize = 1, Random = new Random(1) }, Journal.Damaged));
        Assert.NotEqual("intact", await File.ReadAllTextAsync(file, Cancellation));
    }

    private static async Task InjectAsync(IFault fault)
    {
        fault.Validate();
        await fault.PrepareAsync(Cancellation);
        await fault.InjectAsync(Cancellation);
    }
}
