using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Events.Segments;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Appending;

public sealed class SegmentRoomTests : IDisposable
{
    private const int Slice = 256 << 10;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lighthouse-room");

    [Fact]
    public async Task No_flush_is_for_the_little_that_was_written_during_the_one_before()
    {
        var storage = new CountingStorage();
        using var writer = new Writer(_folder, storage, roomBytes: 4 * Slice, limit: 64 * Slice);
        storage.Meanwhile = () => writer.Write(new byte[1_000]);
        writer.Write([1]);
        await writer.UntilLaidOutAsync(4 * Slice);
        await writer.UntilIdleAsync(storage);

        Assert.InRange(storage.Flushes, 1, 4);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1_000)]
    [InlineData(Slice)]
    public async Task A_small_room_is_laid_out_too(int roomBytes)
    {
        using var writer = new Writer(_folder, new CountingStorage(), roomBytes, limit: 64 * Slice);
        writer.Write([1]);
        await writer.UntilLaidOutAsync(1 + roomBytes / 2);
    }

    [Fact]
    public async Task The_last_piece_of_a_segment_is_laid_out_though_it_is_no_whole_slice()
    {
        const int limit = 5 * Slice / 2;
        using var writer = new Writer(_folder, new CountingStorage(), roomBytes: 16 * Slice, limit);
        writer.Write([1]);
        await writer.UntilLaidOutAsync(limit);
        Assert.Equal(limit, writer.Length);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private sealed class Writer : IDisposable
    {
        private readonly SegmentFile _segment;
        private readonly SafeFileHandle _file;
        private readonly SegmentRoom _room;

        public Writer(DirectoryInfo folder, IStableStorage storage, long roomBytes, long limit)
        {
            _segment = SegmentFile.Numbered(folder.FullName, 1);
            _file = File.OpenHandle(_segment.Path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            _room = new SegmentRoom(roomBytes, storage);
            _room.Begin(_segment, 0, limit);
        }

        private long Written { get; set; }

        public long Length => RandomAccess.GetLength(_file);

        public void Write(byte[] record)
        {
            lock (_room)
            {
                _room.Write(_file, record, Written);
                Written += record.Length;
            }
        }

        public async Task UntilLaidOutAsync(long length)
        {
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (Length < length)
                await Task.Delay(5, bound.Token);
        }

        public async Task UntilIdleAsync(CountingStorage storage)
        {
            for (var seen = -1; seen != storage.Flushes;)
            {
                seen = storage.Flushes;
                await Task.Delay(100);
            }
        }

        public void Dispose()
        {
            _room.Dispose();
            _file.Dispose();
        }
    }

    private sealed class CountingStorage : IStableStorage
    {
        private int _flushes;

        public int Flushes => Volatile.Read(ref _flushes);

        public Action? Meanwhile { get; set; }

        public void Flush(SafeFileHandle file)
        {
            Interlocked.Increment(ref _flushes);
            Meanwhile?.Invoke();
        }

        public void FlushDirectory(string directory)
        {
        }
    }
}
