using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Records;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Records;

/// <summary>Whether an event's JSON is copied or written anew, the payload says the same and is strict JSON.</summary>
public sealed class EventPayloadTests
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    [Theory]
    [InlineData("""{"number":123456,"text":"xxxx"}""", true)]
    [InlineData("""{ "text" : "it's <b> & 'more' + http://host//path", "list": [ 1, -2.5e3, true, null ] }""", true)]
    [InlineData("""[[[[[[[[[[1]]]]]]]]]]""", true)]
    [InlineData("7", true)]
    [InlineData("\"text\"", true)]
    [InlineData("""{"text":"a \"quoted\" \u0041 \\ text"}""", false)]
    [InlineData("""{"text":"Zähler 🙂"}""", false)]
    [InlineData("{\n\t\"text\": 1\n}", false)]
    [InlineData("""{"brackets":"[[[[[[[[[[[[[["}""", false)]
    [InlineData("""{"text":"a, ] b"}""", false)]
    [InlineData("""{"list":[1,2, ],"more":3,}""", false)]
    [InlineData("""{"text":1 /* a comment */}""", false)]
    public void What_is_written_is_read_back(string data, bool isCopied)
    {
        var e = Event(data);

        var read = Read(e);

        Assert.Equal(isCopied, PlainPayload.TryWrite(e, "node") is not null);
        Assert.True(JsonElement.DeepEquals(e.Data, read.Event.Data));
        Assert.Equal(e with { Data = default, Metadata = default }, read.Event with { Data = default, Metadata = default });
        Assert.Equal("node", read.NodeId);
    }

    [Theory]
    [InlineData("quoted \"type\"")]
    [InlineData("back\\slash")]
    [InlineData("tab\tand line\n")]
    [InlineData("Zähler")]
    [InlineData("delete \u007F")]
    [InlineData("")]
    [InlineData("plain type")]
    public void Texts_are_read_back_whatever_they_hold(string type)
    {
        var e = Event("{}") with { EventType = type, AggregateId = "id " + type };

        var read = Read(e);

        Assert.Equal(type, read.Event.EventType);
        Assert.Equal("id " + type, read.Event.AggregateId);
    }

    [Fact]
    public void Too_deep_or_half_a_character_is_refused_whichever_way_it_comes()
    {
        var deep = new string('[', EventLimits.Depth + 1) + new string(']', EventLimits.Depth + 1);

        Assert.Equal(EventStoreError.Invalid, Assert.Throws<EventStoreException>(() => EventPayload.Write(Event(deep), "node")).Error);
        Assert.Equal(EventStoreError.Invalid, Assert.Throws<EventStoreException>(() => EventPayload.Write(Event("""["\ud800"]"""), "node")).Error);
        Assert.Equal(
            EventStoreError.Invalid, Assert.Throws<EventStoreException>(() => EventPayload.Write(Event("{}") with { SourceAgent = null! }, "node")).Error);
    }

    [Fact]
    public void Any_values_are_read_back()
    {
        var random = new Random(20_261_121);
        for (var round = 0; round < 2_000; round++)
        {
            var e = Event(Value(random, 1)!.ToJsonString()) with { EventType = Text(random) };

            var read = Read(e);

            Assert.True(JsonElement.DeepEquals(e.Data, read.Event.Data), e.Data.GetRawText());
            Assert.Equal(e.EventType, read.Event.EventType);
        }
    }

    // A strict reader, as a reader of the store that is not ours would be.
    private static StoredEvent Read(NewEvent e)
    {
        var payload = EventPayload.Write(e, "node").ToArray();
        return EventPayload.Read(new RecordHead(payload.Length, 1, 2, 0, default), payload);
    }

    private static NewEvent Event(string data) =>
        new("type", "aggregate", "kind", "agent", "component", JsonDocument.Parse(data, Lenient).RootElement, JsonElement.Parse("{}"));

    private static JsonNode? Value(Random random, int depth) => random.Next(depth < 4 ? 5 : 3) switch
    {
        0 => random.Next(-1_000, 1_000) / 8.0,
        1 => Text(random),
        2 => random.Next(2) == 0,
        3 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(i => KeyValuePair.Create(i + Text(random), Value(random, depth + 1)))),
    };

    private static string Text(Random random)
    {
        const string characters = "abc ABC 019 {}[],:/*'\"\\<>&+`\t\n\u007Fäé集";
        var text = new StringBuilder();
        // Mostly of the plain ones.
        var range = random.Next(2) == 0 ? 12 : characters.Length;
        for (var i = random.Next(12); i > 0; i--)
            text.Append(characters[random.Next(range)]);
        return text.ToString();
    }
}
