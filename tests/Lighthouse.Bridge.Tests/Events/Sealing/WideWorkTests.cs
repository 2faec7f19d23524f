using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lighthouse.Bridge.Events.Sealing;

namespace Lighthouse.Bridge.Tests.Events.Sealing;

public sealed class WideWorkTests
{
    [Fact]
    public void It_begins_at_a_line_and_lies_within_its_room_wherever_that_begins()
    {
        Span<byte> all = stackalloc byte[WideWork.Bytes + WideWork.Line];
        for (var start = 0; start < WideWork.Line; start++)
        {
            var room = all.Slice(start, WideWork.Bytes);
            var work = MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref WideWork.In(room), 1));
            Assert.Equal(0, WideWork.BeyondLine(work));
            Assert.True(room.Overlaps(work, out var behind));
            Assert.InRange(behind, 0, room.Length - work.Length);
            Assert.Equal((WideWork.BeyondLine(all) + start) % WideWork.Line, WideWork.BeyondLine(room));
        }
    }

    [Fact]
    public void Its_parts_are_whole_lines() => Assert.Equal(0, Unsafe.SizeOf<WideWork>() % WideWork.Line);
}
