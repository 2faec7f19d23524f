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

    public StoredEvent Stored => stored;

    public long Sequence => stored.Sequence;

    public string EventType => stored.Event.EventType;

    public string ElicitationId => stored.Event.AggregateId;

    public Audience Audience { get; } = Audience.Of(stored.Event);

    public bool IsQuestion { get; } = stored.Event is { SourceComponent: BridgeEvents.Component, EventType: BridgeEvents.ElicitationCreated };

    public bool IsEnd { get; } = stored.Event.SourceComponent == BridgeEvents.Component && ElicitationEvents.IsEnd(stored.Event.EventType);

    /// <summary>Two receivers may make a frame at the same time; the frames are equal, and either will do.</summary>
    public byte[] EventFrame => _event ??= Frame.Text(JsonSerializer.SerializeToUtf8Bytes(new("event", EventReplies.Of(stored)), PushJson.Default.EventMessage));

    public byte[] QuestionFrame => _question ??= Question(ElicitationEvents.ReadCreated(stored.Event).Question, stored.Sequence);

    public byte[] EndFrame => _end ??= Frame.Text(JsonSerializer.SerializeToUtf8Bytes(End(), PushJson.Default.EndMessage));

    /// <summary>The frame of a question, exactly as <c>/elicitation/pending</c> shows it.</summary>
    public static byte[] Question(PendingQuestion question, long sequence) => Frame.Text(JsonSerializer.SerializeToUtf8Bytes(
        new("elicitation", ElicitationOperations.Show(question), sequence), PushJson.Default.QuestionMessage));

    private EndMessage End()
    {
        var data = stored.Event.Data;
        return new(
            "elicitation_ended", ElicitationId, Text("from_agent"), Text("to_agent"), Text("status"), data.GetProperty("ended_at").GetDouble(),
            data.TryGetProperty("data", out var answer) ? answer : null, stored.Sequence);

        string Text(string name) => data.GetProperty(name).GetString()!;
    }
}
