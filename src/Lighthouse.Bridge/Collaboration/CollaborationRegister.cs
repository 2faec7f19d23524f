using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Collaboration;

/// <summary>The collaborations in memory: all open ones, and ended ones for as long as they can be asked for.</summary>
internal sealed class CollaborationRegister(BridgeOptions options, BridgeClock clock)
{
    private const int MostEnded = 1_000;
    private const long MostEndedBytes = 64 * 1024 * 1024;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CollaborationSession> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<CollaborationSession>> _openByStarter = new(StringComparer.Ordinal);
    private readonly Queue<(long EndedAt, CollaborationSession Session)> _ended = new();
    private long _endedBytes;

    public int OpenCount
    {
        get
        {
            lock (_lock) return _byId.Count - _ended.Count;
        }
    }

    public CollaborationSession? Find(string id)
    {
        lock (_lock) return _byId.GetValueOrDefault(id);
    }

    public IReadOnlyList<CollaborationSession> Open()
    {
        lock (_lock) return [.. _openByStarter.Values.SelectMany(s => s)];
    }

    /// <summary>The ended ones that can still be asked for, in the order in which they ended.</summary>
    public IReadOnlyList<CollaborationSession> EndedInOrder()
    {
        lock (_lock) return [.. _ended.Select(e => e.Session)];
    }

    /// <summary>Takes in one that is open.</summary>
    /// <exception cref="RefusalException">429 when its starter has too many.</exception>
    public void Add(CollaborationSession session)
    {
        lock (_lock)
        {
            if (_openByStarter.TryGetValue(session.StartedBy, out var open) && open.Count >= options.Experts.MostCollaborationsPerAgent)
                throw new RefusalException(
                    StatusCodes.Status429TooManyRequests, "too_many_collaborations", $"The agent has {open.Count} open collaborations; end one first.",
                    TimeSpan.FromMilliseconds(Math.Max(1_000, open.Min(s => s.ExpiresAt) - clock.UnixMilliseconds)));
            Insert(session);
        }
    }

    /// <summary>Takes in a stored one, whatever the limits are now; false when it is there already.</summary>
    public bool Restore(CollaborationSession session)
    {
        lock (_lock)
        {
            if (_byId.ContainsKey(session.Id)) return false;
            Insert(session);
            return true;
        }
    }

    /// <summary>Keeps an ended one for the retention, and lets go of older ones.</summary>
    public void Ended(CollaborationSession session)
    {
        lock (_lock)
        {
            if (!Close(session)) return;
            var now = clock.UnixMilliseconds;
            var oldest = now - (options.Experts.RetentionSeconds * 1_000L);
            // By its own time: a start that replays its end does not prolong the retention.
            var at = session.EndedAt ?? now;
            if (at < oldest)
            {
                _byId.Remove(session.Id);
                return;
            }

            _ended.Enqueue((at, session));
            _endedBytes += session.ContextBytes;
            while (_ended.TryPeek(out var first) && (first.EndedAt < oldest || _ended.Count > MostEnded || _endedBytes > MostEndedBytes))
            {
                _ended.Dequeue();
                _endedBytes -= first.Session.ContextBytes;
                _byId.Remove(first.Session.Id);
            }
        }
    }

    /// <summary>Lets go of one that never came to be.</summary>
    public void Remove(CollaborationSession session)
    {
        lock (_lock)
        {
            Close(session);
            _byId.Remove(session.Id);
        }
    }

    private void Insert(CollaborationSession session)
    {
        _byId[session.Id] = session;
        if (!_openByStarter.TryGetValue(session.StartedBy, out var open)) _openByStarter[session.StartedBy] = open = [];
        open.Add(session);
    }

    private bool Close(CollaborationSession session)
    {
        if (!_openByStarter.TryGetValue(session.StartedBy, out var open) || !open.Remove(session)) return false;
        if (open.Count == 0) _openByStarter.Remove(session.StartedBy);
        return true;
    }
}
