using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Push.Frames;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Push;

/// <summary>Offers each event to the sockets of those who may see it, on the thread that follows the store.</summary>
internal sealed class Pushes(SocketRegister register, Announcements announcements, PushFigures figures, ILogger<Pushes> log) : IPushes
{
    // What a socket consists of is cold when its turn comes again, and fetching it waits for the memory part after part. The processor fetches for
    // several sockets at once when it looks at all of them before it sends to the first.
    private const int LookedAtTogether = 8;
    private int _looks;

    public int Sockets => figures.Sockets;

    public void Announce(StoredEvent stored)
    {
        if (figures.Sockets == 0) return;
        try
        {
            var announced = announcements.Of(stored);
            var (readers, addressees, others) = register.For(announced.Audience);
            Offer(readers, announced);
            Offer(addressees, announced);
            Offer(others, announced);
            if (stored.Event is { SourceComponent: BridgeEvents.Component, EventType: BridgeEvents.SessionRevoked }) CloseSession(stored.Event.AggregateId);
        }
        catch (Exception problem) when (problem is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Written by another version: readable as an event of the store, but not as what its type says.
            log.LogError("Event {Sequence} of type {EventType} cannot be pushed: {Problem}", stored.Sequence, stored.Event.EventType, problem.Message);
        }
    }

    private void Offer(PushSocket[] sockets, Announcement announced)
    {
        for (var from = 0; from < sockets.Length; from += LookedAtTogether)
        {
            var some = sockets.AsSpan(from, Math.Min(LookedAtTogether, sockets.Length - from));
            if (sockets.Length > LookedAtTogether)
                foreach (var socket in some) _looks += socket.Look();
            foreach (var socket in some) socket.Offer(announced);
        }
    }

    private void CloseSession(string sessionId)
    {
        foreach (var socket in register.All())
            if (socket.Caller.SessionId == sessionId) socket.Close(CloseCode.SessionEnded, "The session was revoked.");
    }
}
