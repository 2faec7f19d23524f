namespace Lighthouse.Bridge.Messages;

/// <summary>Held long polls by agent, so that an event wakes only those who may see it.</summary>
internal sealed class Waiters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Waiter>> _byAgent = new(StringComparer.Ordinal);
    private readonly List<Waiter> _readers = [];
    private int _count;
    private long _announced;
    private bool _isOver;

    // One registration for all of them: many thousands may wait.
    public Waiters(IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStopping.UnsafeRegister(static waiters => ((Waiters)waiters!).EndAll(), this);

    public int Count => Volatile.Read(ref _count);

    /// <summary>The last event for which everybody was woken.</summary>
    public long Announced => Volatile.Read(ref _announced);

    public void Add(Waiter waiter)
    {
        Interlocked.Increment(ref _count);
        lock (_lock)
        {
            if (_isOver) waiter.End();
            if (waiter.Caller.ReadsAll)
            {
                _readers.Add(waiter);
                return;
            }

            if (!_byAgent.TryGetValue(waiter.Caller.AgentId, out var own)) _byAgent[waiter.Caller.AgentId] = own = new(1);
            own.Add(waiter);
        }
    }

    public void Remove(Waiter waiter)
    {
        Interlocked.Decrement(ref _count);
        lock (_lock)
        {
            if (waiter.Caller.ReadsAll) _readers.Remove(waiter);
            else if (_byAgent.TryGetValue(waiter.Caller.AgentId, out var own) && own.Remove(waiter) && own.Count == 0)
                _byAgent.Remove(waiter.Caller.AgentId);
        }
    }

    /// <summary>Wakes everybody who may see an event and did not cause it. Events come in their order.</summary>
    public void Wake(long sequence, Audience audience)
    {
        lock (_lock)
        {
            foreach (var reader in _readers) reader.Wake(sequence);
            if (audience.IsShared) WakeAll(sequence);
            else WakeParties(sequence, audience);
            Volatile.Write(ref _announced, sequence);
        }
    }

    private void EndAll()
    {
        lock (_lock)
        {
            _isOver = true;
            foreach (var waiter in _readers) waiter.End();
            foreach (var own in _byAgent.Values)
                foreach (var waiter in own) waiter.End();
        }
    }

    private void WakeAll(long sequence)
    {
        foreach (var own in _byAgent.Values) Wake(own, sequence);
    }

    private void WakeParties(long sequence, Audience audience)
    {
        WakeAgent(audience.Addressee, audience.Source, sequence);
        WakeAgent(audience.OtherParty, audience.Source, sequence);
        foreach (var participant in audience.Participants ?? []) WakeAgent(participant, audience.Source, sequence);
    }

    private void WakeAgent(string? agentId, string source, long sequence)
    {
        if (agentId is not null && agentId != source && _byAgent.TryGetValue(agentId, out var own)) Wake(own, sequence);
    }

    private static void Wake(List<Waiter> waiters, long sequence)
    {
        foreach (var waiter in waiters) waiter.Wake(sequence);
    }
}
