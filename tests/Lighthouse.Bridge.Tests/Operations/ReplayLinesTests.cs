using System.IO.Pipelines;
using System.Text;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Operations;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Operations;

public sealed class ReplayLinesTests
{
    [Fact]
    public async Task That_a_replay_has_ended_is_not_sent_before_its_place_is_free()
    {
        var pipe = new Pipe();
        await ReplayLines.WriteAsync(pipe.Writer, AsyncEnumerable.Empty<StoredEvent>(), upTo: 7, RunningBridge.Cancellation);
        Assert.False(pipe.Reader.TryRead(out _));
        await pipe.Writer.FlushAsync(RunningBridge.Cancellation);
        var read = await pipe.Reader.ReadAsync(RunningBridge.Cancellation);
        Assert.Equal("{\"replayed\":0,\"next_sequence\":7}\n", Encoding.UTF8.GetString(read.Buffer.FirstSpan));
    }
}
