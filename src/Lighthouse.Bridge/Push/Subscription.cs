using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Push;

/// <summary>
/// What one socket is to be told: the subscribed types of what others caused and its agent may see; the questions put to its agent; the ends of
/// its agent's elicitations. Changed and asked under the socket's lock, except for <see cref="MayWant"/>.
/// </summary>
internal sealed class Subscription(Caller caller, Func<string, bool> hasEnded)
{
    public const string Everything = "*";

    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);
    private readonly HashSet<string> _untold = new(StringComparer.Ordinal);
    private volatile IReadOnlySet<string> _types = TypeSets.None;
    private long _begunAt;
    private long _toldUpTo;

    public IReadOnlySet<string> Types => _types;

    /// <summary>Whether who subscribes to these types is told of this one.</summary>
    public static bool Covers(IReadOnlySet<string> types, string type) => types.Contains(type) || types.Contains(Everything);

    /// <summary>Notes what the socket is told at its beginning: the open questions, as they stand at a sequence.</summary>
    public void Begin(long sequence, IEnumerable<PendingQuestion> shown)
    {
        _begunAt = sequence;
        foreach (var question in shown) _shown.Add(question.Id);
    }

    public void Replace(IReadOnlySet<string> types) => _types = types;

    /// <summary>The socket will see events again that it was not subscribed to; what it was told of elicitations is not said twice.</summary>
    public void Rewind(long toldUpTo) => _toldUpTo = toldUpTo;

    /// <summary>Whether an event may be of interest: asked for events of the past, outside of any lock of the socket.</summary>
    public bool MayWant(StoredEvent stored, Audience audience) =>
        audience.Source != caller.AgentId && audience.Includes(caller)
        && (Covers(_types, stored.Event.EventType) || (stored.Event.SourceComponent == BridgeEvents.Component && Concerns(audience)));

    public bool WantsEvent(Announcement announced) =>
        announced.IsOneOf(_types) && announced.Audience.Source != caller.AgentId && announced.Audience.Includes(caller);

    public bool WantsQuestion(Announcement announced)
    {
        if (!announced.IsQuestion || announced.Audience.Addressee != caller.AgentId || announced.Sequence <= Math.Max(_begunAt, _toldUpTo)) return false;
        // Registered before its event came by: the socket was told at its beginning.
        if (_shown.Contains(announced.ElicitationId)) return false;
        // Its event may come by when it has ended already, even before the socket was opened: then neither is worth telling.
        if (hasEnded(announced.ElicitationId)) _untold.Add(announced.ElicitationId);
        return !_untold.Contains(announced.ElicitationId);
    }

    public bool WantsEnd(Announcement announced)
    {
        if (!announced.IsEnd || announced.Audience.Source == caller.AgentId || !Concerns(announced.Audience)) return false;
        _shown.Remove(announced.ElicitationId);
        if (_untold.Contains(announced.ElicitationId)) return false;
        return announced.Sequence <= _begunAt || announced.Sequence > _toldUpTo;
    }

    /// <summary>Notes that an announcement is dealt with, and comes no more.</summary>
    public void Done(Announcement announced)
    {
        if (announced.IsEnd) _untold.Remove(announced.ElicitationId);
    }

    private bool Concerns(Audience audience) => audience.Addressee == caller.AgentId || audience.OtherParty == caller.AgentId;
}
