using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>A folder with a file store in it.</summary>
internal sealed class TestStore(bool inMemory = false) : StoreHome
{
    private const string Memory = "/dev/shm";

    // Thousands of damaged copies need no disk: what is damaged is told from the bytes alone.
    private readonly DirectoryInfo _folder = inMemory && System.IO.Directory.Exists(Memory)
        ? System.IO.Directory.CreateDirectory(Path.Combine(Memory, "bridge-store-" + Guid.NewGuid().ToString("n")))
        : System.IO.Directory.CreateTempSubdirectory("bridge-store-");

    public string Directory => _folder.FullName;

    public long SegmentBytes { get; init; } = 100_000_000;

    public IStableStorage? Storage { get; init; }

    public long RoomBytes { get; init; } = 16 << 20;

    public TimeSpan AnchorInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    public EventStoreOptions Options => new() { Directory = Directory, SegmentBytes = SegmentBytes, RoomBytes = RoomBytes, AnchorInterval = AnchorInterval };

    public FileEventStore Open() => FileEventStore.Open(Options, Seal, TimeProvider.System, Storage);

    public override IEventStore OpenStore() => Open();

    public IReadOnlyList<string> Segments() => [.. System.IO.Directory.GetFiles(Directory, "events-*.log").Order(StringComparer.Ordinal)];

    public string Anchor => Path.Combine(Directory, "events.anchor");

    public override void Dispose() => _folder.Delete(recursive: true);
}
