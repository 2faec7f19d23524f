using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Experts;

/// <summary>Drops experts that fall silent and lets go of their work. A heartbeat sets no timer: the timer looks when the last one was.</summary>
internal sealed class ExpertPresence(
    ExpertRegister register, ExpertEvents events, IDelegations delegations, IDeadlines deadlines, ILogger<ExpertPresence> log) : IRunsWhenReady
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IDisposable?> _watches = new(StringComparer.Ordinal);
    private bool _hasBegun;

    /// <summary>
    /// Begins to watch what the events brought back, and lets go again of what a lost expert still has: the process may have ended in the
    /// middle of that.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        lock (_lock) _hasBegun = true;
        delegations.WatchDeadlines();
        foreach (var expert in register.List())
        {
            Watch(expert.AgentId);
            if (expert.Open > 0 && register.LossOf(expert.AgentId) is { } loss) await delegations.LeaveAsync(expert.AgentId, loss);
        }
    }

    /// <summary>Watches an expert's silence, unless that is done already.</summary>
    public void Watch(string agentId)
    {
        lock (_lock)
            if (_hasBegun && _watches.TryAdd(agentId, null)) Look(agentId);
    }

    private void Look(string agentId)
    {
        lock (_lock)
        {
            if (register.TryDrop(agentId, out var lookAgainAt)) _ = DropAsync(agentId);
            if (lookAgainAt is { } at) _watches[agentId] = deadlines.Watch(at, () => Look(agentId));
            else _watches.Remove(agentId);
        }
    }

    private async Task DropAsync(string agentId)
    {
        try
        {
            register.Noted(agentId, (await events.WriteOfflineAsync(agentId)).Sequence);
        }
        catch (RefusalException)
        {
            // Its silence is in the events: without this one it is dropped again at the next start.
            log.LogWarning("That {AgentId} is offline was not stored", agentId);
        }

        await delegations.LeaveAsync(agentId, ExpertLoss.Offline);
    }
}
