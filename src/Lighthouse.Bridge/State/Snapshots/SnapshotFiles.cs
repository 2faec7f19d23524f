using System.Globalization;
using System.Text.RegularExpressions;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.State.Snapshots;

/// <summary>The snapshots beside the events.</summary>
internal sealed partial class SnapshotFiles(BridgeOptions options, IRecordSeal seal, IStableStorage storage)
{
    private const string Unfinished = ".new";

    // Appends wait for the disk while it takes this much: a large state flushed at once would hold them up for as long as all of it takes.
    private const int FlushedTogether = 1 << 20;

    /// <summary>How many sound snapshots are kept: one to fall back to when the newest is damaged.</summary>
    public const int Kept = 2;

    /// <summary>Paths of the snapshots, newest first.</summary>
    public IReadOnlyList<string> Paths()
    {
        if (!Directory.Exists(options.DataDirectory))
            return [];
        return
        [
            .. Directory.EnumerateFiles(options.DataDirectory, "snapshot-*.state")
                .Where(path => FileName().IsMatch(Path.GetFileName(path)))
                .OrderByDescending(Path.GetFileName, StringComparer.Ordinal),
        ];
    }

    /// <summary>Reads one; null when it does not verify.</summary>
    public Snapshot? Read(string path)
    {
        try
        {
            var snapshot = SnapshotFormat.Read(File.ReadAllBytes(path), seal);
            return snapshot is not null && path == PathOf(snapshot.Sequence) ? snapshot : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes one, on stable storage and in one step, and removes those before the last kept ones. Damaged ones stay for whoever looks into it.</summary>
    public void Write(Snapshot snapshot)
    {
        var path = PathOf(snapshot.Sequence);
        using (var file = File.OpenHandle(path + Unfinished, FileMode.Create, FileAccess.Write))
        {
            var bytes = SnapshotFormat.Write(snapshot, seal);
            for (var written = 0; written < bytes.Length; written += FlushedTogether)
            {
                RandomAccess.Write(file, bytes.AsSpan(written, Math.Min(FlushedTogether, bytes.Length - written)), written);
                storage.Flush(file);
                PacedWork.Rest();
            }
        }
        File.Move(path + Unfinished, path, overwrite: true);
        storage.FlushDirectory(options.DataDirectory);
        foreach (var old in Paths().Where(other => other == path || Read(other) is not null).Skip(Kept))
            File.Delete(old);
    }

    /// <summary>Removes what a crash left half written.</summary>
    public void RemoveUnfinished()
    {
        if (!Directory.Exists(options.DataDirectory))
            return;
        foreach (var path in Directory.EnumerateFiles(options.DataDirectory, "snapshot-*.state" + Unfinished))
            File.Delete(path);
    }

    private string PathOf(long sequence) =>
        Path.Combine(options.DataDirectory, string.Create(CultureInfo.InvariantCulture, $"snapshot-{sequence:D19}.state"));

    [GeneratedRegex(@"\Asnapshot-[0-9]{19}\.state\z", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
