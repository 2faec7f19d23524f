using System.Text.Json;
using Lighthouse.Bridge.Events;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>What every store refuses; each kind of store derives a class.</summary>
public abstract class LimitTests
{
    private protected abstract StoreHome NewHome();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, EventStoreError> Refused => new()
    {
        { "LHB6101", EventStoreError.TooLarge },
        { "LHB6102", EventStoreError.TooLarge },
        { "LHB6103", EventStoreError.TooLarge },
        { "LHB6104", EventStoreError.Invalid },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_exceeds_a_limit_is_refused_by_name_and_nothing_is_stored(string code, EventStoreError error)
    {
        using var folder = NewHome();
        await using var store = folder.OpenStore();
        IReadOnlyList<NewEvent> batch = code switch
        {
            "LHB6101" => [StoreHome.Event(1), StoreHome.Event(2, new string('x', EventLimits.EventBytes))],
            "LHB6102" => [.. Enumerable.Range(0, EventLimits.BatchEvents + 1).Select(n => StoreHome.Event(n))],
            "LHB6103" => [.. Enumerable.Range(0, 11).Select(n => StoreHome.Event(n, new string('x', 1_000_000)))],
            _ => [StoreHome.Event(1) with { Data = Nested(EventLimits.Depth + 1) }],
        };

        var refusal = await Assert.ThrowsAsync<EventStoreException>(() => store.AppendAsync(batch, Cancellation));

        Assert.Equal(error, refusal.Error);
        Assert.StartsWith(code, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, store.LastSequence);
        Assert.True(store.Health.Writable);
    }

    [Fact]
    public async Task What_just_keeps_to_the_limits_is_stored_and_read_back()
    {
        using var folder = NewHome();
        await using (var store = folder.OpenStore())
        {
            await store.AppendAsync([StoreHome.Event(1, new string('x', EventLimits.EventBytes - 400))], Cancellation);
            await store.AppendAsync([.. Enumerable.Range(2, EventLimits.BatchEvents).Select(n => StoreHome.Event(n))], Cancellation);
            await store.AppendAsync([StoreHome.Event(1_002) with { Data = Nested(EventLimits.Depth), Metadata = Nested(EventLimits.Depth) }], Cancellation);
        }
        await using var again = folder.OpenStore();

        Assert.Empty(again.Recovery.Violations);
        Assert.Equal(1_002, (await StoreHome.ReadAllAsync(again)).Count);
    }

    [Fact]
    public async Task A_text_that_is_no_Unicode_does_no_harm()
    {
        using var folder = NewHome();
        await using var store = folder.OpenStore();
        var data = JsonDocument.Parse("""{"a":"\ud800"}""").RootElement;

        var refusal = await Record.ExceptionAsync(() => store.AppendAsync([StoreHome.Event(1) with { Data = data, AggregateId = "\udfff" }], Cancellation));

        Assert.True(refusal is null or EventStoreException { Error: EventStoreError.Invalid }, refusal?.ToString());
        await store.AppendAsync([StoreHome.Event(2)], Cancellation);
        Assert.Equal(store.LastSequence, (await StoreHome.ReadAllAsync(store)).Count);
        Assert.Null(store.Health.Problem);
    }

    [Fact]
    public async Task Its_owner_may_dispose_the_document_of_an_event()
    {
        using var folder = NewHome();
        await using var store = folder.OpenStore();
        using (var document = JsonDocument.Parse("""{"number":1,"text":"kept"}"""))
            await store.AppendAsync([StoreHome.Event(1) with { Data = document.RootElement, Metadata = default }], Cancellation);

        Assert.Equal("kept", StoreHome.Text(Assert.Single(await StoreHome.ReadAllAsync(store))));
    }

    private static JsonElement Nested(int depth) =>
        JsonDocument.Parse(new string('[', depth) + new string(']', depth)).RootElement;
}
