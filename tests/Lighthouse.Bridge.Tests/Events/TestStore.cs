using System.Text.Json;
using Lighthouse.Bridge.Events;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>A folder with a store in it, removed at the end.</summary>
internal sealed class TestStore(bool inMemory = false) : IDisposable
{
    private const string Memory = "/dev/shm";
    public const string Key = "a test's store key, long enough for use";

    // Thousands of damaged copies need no disk: what is damaged is told from the bytes alone.
    private readonly DirectoryInfo _folder = inMemory && System.IO.Directory.Exists(Memory)
        ? System.IO.Directory.CreateDirectory(Path.Combine(Memory, "bridge-store-" + Guid.NewGuid().ToString("n")))
        : System.IO.Directory.CreateTempSubdirectory("bridge-store-");

    public string Directory => _folder.FullName;

    public long SegmentBytes { get; init; } = 100_000_000;

    public IRecordSeal Seal { get; init; } = new HmacRecordSeal(Key);

    public IStableStorage? Storage { get; init; }

    public long RoomBytes { get; init; } = 16 << 20;

    public TimeSpan AnchorInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    public EventStoreOptions Options => new() { Directory = Directory, SegmentBytes = SegmentBytes, RoomBytes = RoomBytes, AnchorInterval = AnchorInterval };

    public static NewEvent Event(int number, string text = "") => new(
        "noted", $"aggregate-{number}", "note", "agent-1", "test",
        JsonSerializer.SerializeToElement(new { number, text }), JsonSerializer.SerializeToElement(new { }));

    public static int Number(StoredEvent e) => e.Event.Data.GetProperty("number").GetInt32();

    public static string Text(StoredEvent e) => e.Event.Data.GetProperty("text").GetString()!;

    public static async Task<List<StoredEvent>> ReadAllAsync(IEventStore store, long after = 0)
    {
        var events = new List<StoredEvent>();
        await foreach (var e in store.ReadAsync(after, TestContext.Current.CancellationToken))
            events.Add(e);
        return events;
    }

    public FileEventStore Open() => FileEventStore.Open(Options, Seal, TimeProvider.System, Storage);

    /// <summary>Opens, appends events numbered as their sequences, closes.</summary>
    public async Task FillAsync(int count, int perAppend = 1, int from = 1, string text = "")
    {
        await using var store = Open();
        for (var number = from; number < from + count; number += perAppend)
        {
            var batch = Enumerable.Range(number, Math.Min(perAppend, from + count - number)).Select(n => Event(n, text)).ToList();
            await store.AppendAsync(batch, TestContext.Current.CancellationToken);
        }
    }

    public IReadOnlyList<string> Segments() => [.. System.IO.Directory.GetFiles(Directory, "events-*.log").Order(StringComparer.Ordinal)];

    public string Anchor => Path.Combine(Directory, "events.anchor");

    public void Dispose() => _folder.Delete(recursive: true);
}
