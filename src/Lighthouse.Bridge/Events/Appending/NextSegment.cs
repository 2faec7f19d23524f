using Lighthouse.Bridge.Events.Segments;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events.Appending;

/// <summary>
/// The file of the segment that comes next: nothing but room, written and flushed on a thread of its own while the one before fills, so
/// that a busy store writes nothing but records into its segments. It is a file of its own because a flush brings everything of a file to
/// the disk, and records must not wait for room that is under way.
/// </summary>
internal sealed class NextSegment(EventStoreOptions options, IStableStorage storage) : IDisposable
{
    public const string FileName = "events.room";
    private const int StepBytes = 1 << 20;

    // A smaller segment is soon full: the file would cost more than it saves.
    private const int SmallestBytes = 128 << 10;

    // Room is a luxury: there must be space for so many more of its kind.
    private const int FreeShare = 4;
    private static readonly byte[] Zeros = new byte[StepBytes];
    private readonly string _path = Path.Combine(options.Directory, FileName);
    private Thread? _thread;
    private volatile bool _isReady;
    private volatile bool _isUnwanted;

    /// <summary>Begins to prepare it, unless that has begun.</summary>
    public void Want()
    {
        if (_thread is not null || options.RoomBytes <= 0 || options.SegmentBytes < SmallestBytes)
            return;
        _isUnwanted = false;
        _thread = new Thread(Prepare) { IsBackground = true, Name = "event-store-next" };
        _thread.Start();
    }

    /// <summary>Puts it in the place of a segment that does not exist yet; false when it is not ready.</summary>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public bool TryMoveTo(SegmentFile segment)
    {
        if (!_isReady)
        {
            // What failed may succeed for the one after.
            if (_thread is { IsAlive: false })
                Forget();
            return false;
        }
        if (File.Exists(segment.Path))
            return false;
        Forget();
        File.Move(_path, segment.Path);
        return true;
    }

    /// <summary>Gives up what is prepared: the last of a disk belongs to the records.</summary>
    public void Discard()
    {
        _isUnwanted = true;
        Forget();
        Delete();
    }

    public void Dispose() => Discard();

    private void Prepare()
    {
        try
        {
            if (new DriveInfo(options.Directory).AvailableFreeSpace < FreeShare * options.SegmentBytes)
                return;
            using (var file = File.OpenHandle(_path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
            {
                if (!Zero(file))
                    return;
                storage.Flush(file);
            }
            _isReady = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The writer meets the same disk and says what is wrong with it; without room the next segment grows with each write.
            Delete();
        }
    }

    private bool Zero(SafeFileHandle file)
    {
        for (long at = 0; at < options.SegmentBytes; at += StepBytes)
        {
            if (_isUnwanted)
                return false;
            var bytes = (int)Math.Min(StepBytes, options.SegmentBytes - at);
            RandomAccess.Write(file, Zeros.AsSpan(0, bytes), at);
            // Step by step, or the flush at the end would hold up those of the records.
            Posix.WriteOut(file, at, bytes);
        }
        return true;
    }

    private void Forget()
    {
        _thread?.Join();
        _thread = null;
        _isReady = false;
    }

    private void Delete()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next opening deletes it.
        }
    }
}
