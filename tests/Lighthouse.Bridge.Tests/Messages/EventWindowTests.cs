using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Tests.Messages;

public sealed class EventWindowTests
{
    [Fact]
    public void It_says_when_it_no_longer_reaches_back()
    {
        var window = Filled(5_000, "");
        Assert.Null(window.Collect(0, Any, 10));
        Assert.Null(window.Collect(5_000 - 4_096 - 1, Any, 10));
        Assert.Equal(Enumerable.Range(905, 10).Select(i => (long)i), window.Collect(904, Any, 10)!.Events.Select(e => e.Sequence));
    }

    [Fact]
    public void It_is_bounded_in_bytes()
    {
        var window = Filled(40, new string('x', 1_000_000));
        Assert.Null(window.Collect(6, Any, 10));
        Assert.Equal(33, window.Collect(7, Any, 100)!.Events.Count);
    }

    [Fact]
    public void It_looks_past_what_is_not_wanted_and_over_gaps()
    {
        var window = new EventWindow();
        foreach (var sequence in new long[] { 3, 4, 9, 10 }) Add(window, sequence, "");
        var page = window.Collect(4, (e, _) => e.Sequence == 10, 10)!;
        Assert.Equal([10L], page.Events.Select(e => e.Sequence));
        Assert.Equal((0, 10), (window.Collect(10, Any, 10)!.Events.Count, (int)window.Collect(4, (_, _) => false, 10)!.NextSequence));
        Assert.Equal(50, window.Collect(50, Any, 10)!.NextSequence);
    }

    private static bool Any(StoredEvent stored, Audience audience) => true;

    private static EventWindow Filled(int count, string text)
    {
        var window = new EventWindow();
        for (var i = 1; i <= count; i++) Add(window, i, text);
        return window;
    }

    private static void Add(EventWindow window, long sequence, string text)
    {
        var e = new NewEvent("note", "a", "agent", "agent-1", "agent", JsonSerializer.SerializeToElement(new { text }), default);
        window.Add(new StoredEvent(sequence, sequence, "n", e), Audience.Of(e));
    }
}
