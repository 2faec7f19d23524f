using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.History;
using Lighthouse.Bridge.FileView.Project;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.FileView.History;

public sealed class ChangeRecorderTests
{
    [Fact]
    public async Task With_no_room_a_change_waits_until_its_caller_gives_up_or_there_is_room()
    {
        await using var parts = await BridgeParts.StartAsync();
        var recorder = parts.Get<ChangeRecorder>();
        for (var i = 0; i < 1_024; i++) Assert.Equal(Errno.None, recorder.Reserve(null));

        var interrupt = new FuseInterrupt { IsRequested = true };
        Assert.Equal(Errno.EINTR, recorder.Reserve(new FuseCaller(0, 0, interrupt)));
        Assert.Equal(Errno.EIO, recorder.Reserve(null));
        var waiting = Task.Run(() => recorder.Reserve(null), RunningBridge.Cancellation);
        recorder.Cancel();
        Assert.Equal(Errno.None, await waiting);
    }

    [Fact]
    public async Task What_was_taken_down_is_recorded_before_the_end()
    {
        await using var parts = await BridgeParts.StartAsync();
        var recorder = parts.Get<ChangeRecorder>();
        for (var i = 0; i < 600; i++)
        {
            recorder.Reserve(null);
            recorder.Record(new(FileChangeKind.Created, $"file{i}", 0));
        }

        recorder.Complete();
        await recorder.RunAsync(RunningBridge.Cancellation);

        Assert.Equal((600, 0), (recorder.Recorded, recorder.Waiting));
        await parts.RestartAsync();
        Assert.Equal(600, parts.Get<FileHistory>().Present().Count);
    }
}
