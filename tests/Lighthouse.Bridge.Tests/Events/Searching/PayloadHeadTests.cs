using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Searching;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Searching;

/// <summary>What an opening notes of a payload is what a search asks for, whichever way it was read.</summary>
public sealed class PayloadHeadTests
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    [Theory]
    [InlineData("type", "aggregate", "agent")]
    [InlineData("", "", "")]
    [InlineData("a text of more than eight bytes", "12345678", "123456789")]
    [InlineData("with \"quotes\"", "back\\slash", "tab\tand line\n")]
    [InlineData("Zähler", "集計", "agent 🙂")]
    [InlineData("plain", "<&+'>", "plain")]
    [InlineData("plain", "plain", "agent 🙂")]
    [InlineData("plain", "plain", "back\\slash")]
    [InlineData("x\",\"event_type\":\"y", "plain", "plain")]
    public void Marks_of_a_payload_are_those_of_its_event(string type, string aggregate, string agent) =>
        Assert.Equal(EventMarks.Of(Event(type, aggregate, agent)), Noted(EventPayload.Write(Event(type, aggregate, agent), "node")));

    [Fact]
    public void Long_texts_are_noted_too()
    {
        var e = Event(new string('t', 5_000), new string('ä', 3_000), "agent");

        Assert.Equal(EventMarks.Of(e), Noted(EventPayload.Write(e, new string('n', 2_000))));
    }

    [Fact]
    public void Another_layout_and_raw_letters_give_the_same_marks()
    {
        var e = Event("Zähler", "aggregate", "agent");

        Assert.Equal(EventMarks.Of(e), Noted("{\"node_id\":\"n\",\"event_type\":\"Zähler\",\"aggregate_id\":\"aggregate\",\"aggregate_type\":\"b\",\"source_agent\":\"agent\"}"u8));
        Assert.Equal(EventMarks.Of(e), Noted("{ \"event_type\": \"Z\\u00e4hler\", \"aggregate_id\": \"aggregate\", \"source_agent\": \"agent\" }"u8));
    }

    [Fact]
    public void Any_beginning_of_a_payload_is_read_without_harm()
    {
        var payload = EventPayload.Write(Event("type", "back\\slash", "agent"), "node").ToArray();

        for (var length = 0; length < payload.Length; length++)
            _ = Noted(payload.AsSpan(0, length));
    }

    [Fact]
    public void Different_texts_have_different_marks()
    {
        var marks = Enumerable.Range(0, 20_000).Select(n => EventMarks.Of($"agent-{n}")).ToHashSet();

        // Two of 20,000 agree by chance once in twenty times; more than a few never do.
        Assert.InRange(marks.Count, 19_995, 20_000);
        Assert.NotEqual(EventMarks.Of(Encoding.UTF8.GetString([0])), EventMarks.Of(""));
    }

    private static EventMarks Noted(ReadOnlySpan<byte> payload)
    {
        var marks = default(EventMarks);
        PayloadHead.Note(payload, ref marks);
        return marks;
    }

    private static NewEvent Event(string type, string aggregate, string agent) => new(type, aggregate, "b", agent, "c", Nothing, Nothing);
}
