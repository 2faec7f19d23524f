using System.Text.Json;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Benchmarks.Appending;

/// <summary>The events that are measured: a payload of 512 bytes as stored.</summary>
internal static class BenchmarkEvents
{
    public const int PayloadBytes = 512;
    public const int RecordBytes = PayloadBytes + 96;
    public const string Key = "a benchmark's store key, long enough for use";

    public static NewEvent Event { get; } = Build();

    public static FileEventStore Open(string folder, Action<IReadOnlyList<IntegrityViolation>>? report = null)
    {
        var store = FileEventStore.Open(new EventStoreOptions { Directory = folder }, new HmacRecordSeal(Key), TimeProvider.System);
        report?.Invoke(store.Recovery.Violations);
        return store;
    }

    private static NewEvent Build()
    {
        // The other members and the punctuation of a payload make up the rest of the 512 bytes.
        const int rest = 219;
        var data = JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["number"] = 123_456, ["text"] = new string('x', PayloadBytes - rest) });
        return new NewEvent("benchmark_event", "aggregate-1", "benchmark", "agent-1", "benchmark", data, JsonSerializer.SerializeToElement(new { }));
    }
}
