using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>A folder with a file store in it.</summary>
internal sealed class TestStore : StoreHome
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("bridge-store-");

    public string Directory => _folder.FullName;

    public long SegmentBytes { get; init; } = 100_000_000;

    public IStableStorage? Storage { get; init; }

    public EventStoreOptions Options => new() { Directory = Directory, SegmentBytes = SegmentBytes };

    public FileEventStore Open() => FileEventStore.Open(Options, Seal, TimeProvider.System, Storage);

    public override IEventStore OpenStore() => Open();

    public IReadOnlyList<string> Segments() => [.. System.IO.Directory.GetFiles(Directory, "events-*.log").Order(StringComparer.Ordinal)];

    public string Anchor => Path.Combine(Directory, "events.anchor");

    public override void Dispose() => _folder.Delete(recursive: true);
}
