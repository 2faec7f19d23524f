using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events.Anchoring;

/// <summary>The file beside the segments that says how many events there must be.</summary>
internal sealed class AnchorFile : IDisposable
{
    private const string Name = "events.anchor";
    private readonly SafeFileHandle _file;
    private readonly IRecordSeal _seal;
    private readonly IStableStorage _storage;
    private readonly byte[] _slot = new byte[AnchorFormat.SlotSize];
    private long _generation;
    private bool _written;

    private AnchorFile(string directory, long generation, IRecordSeal seal, IStableStorage storage)
    {
        _file = File.OpenHandle(Path.Combine(directory, Name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        _generation = generation;
        _seal = seal;
        _storage = storage;
    }

    public static AnchorState Read(string directory, IRecordSeal seal)
    {
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path))
            return new AnchorState(null, Exists: false, SoundSlots: 0);
        Span<byte> file = new byte[AnchorFormat.FileSize];
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file = file[..RandomAccess.Read(handle, file, 0)];
        var even = AnchorFormat.Read(file, 0, seal);
        var odd = AnchorFormat.Read(file, 1, seal);
        var newest = (even?.Generation ?? -1) > (odd?.Generation ?? -1) ? even : odd;
        return new AnchorState(newest, Exists: true, (even is null ? 0 : 1) + (odd is null ? 0 : 1));
    }

    /// <summary>Opens the anchor as it is.</summary>
    public static AnchorFile Open(string directory, in Anchor current, IRecordSeal seal, IStableStorage storage) =>
        new(directory, current.Generation, seal, storage);

    /// <summary>Writes a new anchor file in one step, in the place of whatever was there.</summary>
    public static AnchorFile Replace(string directory, in Anchor anchor, IRecordSeal seal, IStableStorage storage)
    {
        var bytes = new byte[AnchorFormat.FileSize];
        var second = anchor with { Generation = anchor.Generation + 1 };
        AnchorFormat.Write(bytes.AsSpan((int)AnchorFormat.SlotOf(anchor.Generation), AnchorFormat.SlotSize), anchor, seal);
        AnchorFormat.Write(bytes.AsSpan((int)AnchorFormat.SlotOf(second.Generation), AnchorFormat.SlotSize), second, seal);
        var path = Path.Combine(directory, Name);
        using (var file = File.OpenHandle(path + ".new", FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, bytes, 0);
            storage.Flush(file);
        }
        File.Move(path + ".new", path, overwrite: true);
        storage.FlushDirectory(directory);
        return new AnchorFile(directory, second.Generation, seal, storage);
    }

    /// <summary>Keeps what is there of a damaged or missing anchor as evidence; until somebody removes it, every opening reports it.</summary>
    public static void KeepEvidence(string directory, IStableStorage storage)
    {
        var kept = Path.Combine(directory, $"{Name}.damaged-{Evidence(directory).Count + 1}");
        var path = Path.Combine(directory, Name);
        using (var copy = File.OpenHandle(kept, FileMode.CreateNew, FileAccess.Write))
        {
            if (File.Exists(path))
                RandomAccess.Write(copy, File.ReadAllBytes(path), 0);
            storage.Flush(copy);
        }
        storage.FlushDirectory(directory);
    }

    /// <summary>Names of the kept remains of earlier damage.</summary>
    public static IReadOnlyList<string> Evidence(string directory) =>
        [.. Directory.EnumerateFiles(directory, Name + ".damaged-*").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Whether something is written that is not flushed.</summary>
    public bool Unflushed => _written;

    /// <summary>
    /// States that <paramref name="count"/> events exist and which seal the newest has: at once for the case that this process
    /// dies, and after the next <see cref="Flush"/> for the case that the machine does. Until then the same slot is written again
    /// and again, so that the other one, which is on stable storage, stays as it is.
    /// </summary>
    public void Advance(long count, Records.SealValue head)
    {
        var anchor = new Anchor(_generation + 1, count, head);
        AnchorFormat.Write(_slot, anchor, _seal);
        _written = true;
        RandomAccess.Write(_file, _slot, AnchorFormat.SlotOf(anchor.Generation));
    }

    /// <summary>Brings what was stated to stable storage.</summary>
    public void Flush()
    {
        _storage.Flush(_file);
        if (!_written)
            return;
        _generation++;
        _written = false;
    }

    public void Dispose() => _file.Dispose();
}
