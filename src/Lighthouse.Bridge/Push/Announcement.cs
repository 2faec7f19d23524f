using System.Text.Json;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.Operations;
using Lighthouse.Bridge.Push.Frames;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Push;

/// <summary>An event and the frames that tell of it: each is made when the first receiver wants it, and shared by all.</summary>
internal sealed class Announcement(StoredEvent stored)
{
    private byte[]? _event;
    private byte[]? _question;
    private byte[]? _end;
    private IReadOnlySet<string>? _within;
    private IReadOnlySet<string>? _outside;

    public StoredEvent Stored => stored;

    public long Sequence => stored.Sequence;

    public string EventType => stored.Event.EventType;

    public string ElicitationId => stored.Event.AggregateId;

    public Audience Audience { get; } = Audience.Of(stored.Event);

    public bool IsQuestion { get; } = stored.Event is { SourceComponent: BridgeEvents.Component, EventType: BridgeEvents.ElicitationCreated };

    public bool IsEnd { get; } = stored.Event.SourceComponent == BridgeEvents.Component && ElicitationEvents.IsEnd(stored.Event.EventType);

    /// <summary>Whether its type is one of a set of subscribed types. For sockets that share a set the answer is at hand.</summary>
    public bool IsOneOf(IReadOnlySet<string> types)
    {
        if (ReferenceEquals(types, _within)) return true;
        if (ReferenceEquals(types, _outside)) return false;
        var isOne = Subscription.Covers(types, EventType);
        if (isOne) _within = types;
        else _outside = types;
        return isOne;
    }

    /// <summary>Two receivers may make a frame at the same time; the frames are equal, and either will do.</summary>
    public byte[] EventFrame => _event ??= Frame.Text(JsonSerializer.SerializeToUtf8Bytes(new("event", EventReplies.Of(stored)), PushJson.Default.EventMessage));

    public byte[] QuestionFrame => _question ??= WrittenJson.Object(stored, WriteQuestion, Frame.Text);

    public byte[] EndFrame => _end ??= WrittenJson.Object(stored, WriteEnd, Frame.Text);

    /// <summary>The frame of a question, exactly as <c>/elicitation/pending</c> shows it.</summary>
    public static byte[] Question(PendingQuestion question, long sequence) => Frame.Text(JsonSerializer.SerializeToUtf8Bytes(
        new("elicitation", ElicitationOperations.Show(question), sequence), PushJson.Default.QuestionMessage));

    // Copied from the event as it is stored, in the order in which a question is shown.
    private static void WriteQuestion(Utf8JsonWriter json, StoredEvent stored)
    {
        var (data, metadata) = (stored.Event.Data, stored.Event.Metadata);
        json.WriteString("type", "elicitation");
        json.WriteStartObject("elicitation");
        json.WriteString("id", stored.Event.AggregateId);
        json.Copy("from_agent", data, "from_agent");
        json.Copy("message", data, "message");
        json.Copy("schema", data, "schema");
        json.WriteNumber("created_at", BridgeClock.Seconds(metadata.GetProperty("created_ms").GetInt64()));
        json.WriteNumber("expires_at", BridgeClock.Seconds(metadata.GetProperty("expires_ms").GetInt64()));
        json.Copy("nonce", metadata, "target_nonce");
        json.Copy("signature", metadata, "signature");
        json.WriteEndObject();
        json.WriteNumber("sequence", stored.Sequence);
    }

    private static void WriteEnd(Utf8JsonWriter json, StoredEvent stored)
    {
        var data = stored.Event.Data;
        json.WriteString("type", "elicitation_ended");
        json.WriteString("elicitation_id", stored.Event.AggregateId);
        json.Copy("from_agent", data, "from_agent");
        json.Copy("to_agent", data, "to_agent");
        json.Copy("status", data, "status");
        json.Copy("ended_at", data, "ended_at");
        if (data.TryGetProperty("data", out var answer))
        {
            json.WritePropertyName("data");
            answer.WriteTo(json);
        }

        json.WriteNumber("sequence", stored.Sequence);
    }
}
