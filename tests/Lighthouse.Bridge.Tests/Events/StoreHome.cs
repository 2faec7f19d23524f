using System.Text.Json;
using Lighthouse.Bridge.Events;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>A place with a store in it, removed at the end.</summary>
internal abstract class StoreHome : IDisposable
{
    public const string Key = "a test's store key, long enough for use";

    public IRecordSeal Seal { get; init; } = new HmacRecordSeal(Key);

    /// <summary>The node's name that its events bear.</summary>
    public virtual string NodeId => "bridge";

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

    public abstract IEventStore OpenStore();

    /// <summary>Opens, appends events numbered as their sequences, closes.</summary>
    public async Task FillAsync(int count, int perAppend = 1, int from = 1, string text = "")
    {
        await using var store = OpenStore();
        for (var number = from; number < from + count; number += perAppend)
        {
            var batch = Enumerable.Range(number, Math.Min(perAppend, from + count - number)).Select(n => Event(n, text)).ToList();
            await store.AppendAsync(batch, TestContext.Current.CancellationToken);
        }
    }

    public abstract void Dispose();
}
