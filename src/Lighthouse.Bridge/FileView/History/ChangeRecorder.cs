using System.Threading.Channels;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Project;

namespace Lighthouse.Bridge.FileView.History;

/// <summary>
/// Writes an event for each change, in their order, after its content is kept. Changes wait in a bounded queue; those that a kill loses are
/// found at the next start by comparing the disk with what was recorded.
/// </summary>
internal sealed class ChangeRecorder(IEventStore store, FileHistory history, ContentStore contents, BridgeOptions options, ILogger<ChangeRecorder> log)
    : IChangeLog
{
    private const int MostWaiting = 1024;
    private const int MostAtOnce = 256;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookForInterrupt = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);
    private readonly SemaphoreSlim _room = new(MostWaiting);
    private readonly Channel<FileChange> _changes = Channel.CreateUnbounded<FileChange>(new() { SingleReader = true });
    private long _recorded;
    private volatile bool _isStuck;

    /// <summary>Changes that wait to be recorded, and those about to happen.</summary>
    public int Waiting => MostWaiting - _room.CurrentCount;

    /// <summary>Changes recorded since the start.</summary>
    public long Recorded => Volatile.Read(ref _recorded);

    /// <summary>Whether changes cannot be recorded now.</summary>
    public bool IsStuck => _isStuck;

    public Errno Reserve(FuseCaller? caller, int changes = 1)
    {
        for (var taken = 0; taken < changes; taken++)
        {
            for (var waited = TimeSpan.Zero; !_room.Wait(waited == TimeSpan.Zero ? TimeSpan.Zero : LookForInterrupt); waited += LookForInterrupt)
            {
                if (caller?.Interrupt.IsRequested != true && waited < LongestWait) continue;
                if (taken > 0) Cancel(taken);
                return caller?.Interrupt.IsRequested == true ? Errno.EINTR : Errno.EIO;
            }
        }

        return Errno.None;
    }

    public void Cancel(int changes = 1) => _room.Release(changes);

    public void Record(FileChange change) => _changes.Writer.TryWrite(change);

    /// <summary>No change comes any more.</summary>
    public void Complete() => _changes.Writer.TryComplete();

    /// <summary>Records until <see cref="Complete"/> and everything is written, or until given up.</summary>
    public async Task RunAsync(CancellationToken givenUp)
    {
        var batch = new List<FileChange>();
        while (await _changes.Reader.WaitToReadAsync(givenUp))
        {
            while (batch.Count < MostAtOnce && _changes.Reader.TryRead(out var change)) batch.Add(change);
            await WriteAsync([.. batch.Select(ToEvent)], givenUp);
            foreach (var digest in history.TakeUnreferenced()) contents.Remove(digest);
            _room.Release(batch.Count);
            Interlocked.Add(ref _recorded, batch.Count);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<NewEvent> events, CancellationToken givenUp)
    {
        while (true)
        {
            try
            {
                foreach (var stored in await store.AppendAsync(events, givenUp)) history.Apply(stored);
                _isStuck = false;
                return;
            }
            catch (EventStoreException problem)
            {
                if (!_isStuck) log.LogError("LHB6730: changes of files are not recorded now: {Problem}", problem.Message);
                _isStuck = true;
                await Task.Delay(RetryAfter, givenUp);
            }
        }
    }

    private NewEvent ToEvent(FileChange change)
    {
        var recorded = new RecordedChange(change.Kind, change.Path, change.From, 0, change.Mode, null, change.ModifiedNs);
        if (change.Kind == FileChangeKind.Written) recorded = Capture(change, recorded);
        else if (change.Kind == FileChangeKind.Created) recorded = recorded with { Digest = EmptyDigest };
        return FileEvents.Write(recorded, change, options.FileView.ShareChanges);
    }

    private RecordedChange Capture(FileChange change, RecordedChange recorded)
    {
        using var content = change.Content;
        try
        {
            if (change.Bytes is { } bytes) return recorded with { Digest = contents.Keep(bytes), Size = bytes.Length };
            if (content is null || ProjectDirectory.Stat(content, out var found) != Errno.None) return recorded;
            recorded = recorded with { Size = (long)found.Size, Mode = found.Mode & FileModes.Permissions, ModifiedNs = found.Modified.UnixNs };
            var (digest, size) = contents.Keep(content);
            return recorded with { Digest = digest, Size = size };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            log.LogError("LHB6731: the content of a changed file was not kept for the history: {Problem}", problem.Message);
            return recorded;
        }
    }

    private const string EmptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
}
