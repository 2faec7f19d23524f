using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Experts;

/// <summary>The experts in memory, and how much work each has. Choosing one and counting the work against its limit is one step.</summary>
internal sealed class ExpertRegister(BridgeOptions options, IExpertRouting routing, IDeadlines deadlines)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Expert> _experts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _openOf = new(StringComparer.Ordinal);
    private long _assignments;

    private ExpertSettings Settings => options.Experts;

    /// <summary>Takes a registration; a later one replaces the earlier, the open work and a suspension stay.</summary>
    public void Put(string agentId, ExpertProfile profile, string registrationId, long now)
    {
        lock (_lock)
        {
            if (!_experts.TryGetValue(agentId, out var expert))
            {
                expert = new(agentId) { Profile = profile, RegistrationId = registrationId, Open = _openOf.GetValueOrDefault(agentId) };
                _experts[agentId] = expert;
            }

            (expert.Profile, expert.RegistrationId) = (profile, registrationId);
            (expert.LastHeartbeat, expert.LastWritten, expert.IsDropped) = (now, now, false);
        }
    }

    public string? RegistrationOf(string agentId)
    {
        lock (_lock) return _experts.GetValueOrDefault(agentId)?.RegistrationId;
    }

    /// <summary>Notes a heartbeat; true when it is to be written down: after a drop, and every fifth of the interval.</summary>
    public bool Beat(string agentId, long now)
    {
        lock (_lock)
        {
            var expert = _experts[agentId];
            var isDue = expert.IsDropped || now - expert.LastWritten >= Settings.HeartbeatMilliseconds / 5;
            expert.LastHeartbeat = Math.Max(expert.LastHeartbeat, now);
            expert.IsDropped = false;
            if (isDue) expert.LastWritten = now;
            return isDue;
        }
    }

    /// <summary>Takes a stored heartbeat into account.</summary>
    public void Restore(string agentId, long heartbeat)
    {
        lock (_lock)
        {
            if (!_experts.TryGetValue(agentId, out var expert)) return;
            expert.LastHeartbeat = Math.Max(expert.LastHeartbeat, heartbeat);
            expert.LastWritten = Math.Max(expert.LastWritten, heartbeat);
            expert.IsDropped = false;
        }
    }

    public void Suspend(string agentId, bool suspended)
    {
        lock (_lock)
            if (_experts.TryGetValue(agentId, out var expert)) expert.IsSuspended = suspended;
    }

    /// <summary>Drops an expert that is silent for too long: true once for each silence, with when to look again otherwise.</summary>
    public bool TryDrop(string agentId, out long? lookAgainAt)
    {
        lock (_lock)
        {
            lookAgainAt = null;
            if (!_experts.TryGetValue(agentId, out var expert) || expert.IsDropped) return false;
            var at = expert.LastHeartbeat + Settings.DropMilliseconds;
            if (deadlines.HasPassed(at)) return expert.IsDropped = true;
            lookAgainAt = at;
            return false;
        }
    }

    /// <summary>Marks an expert as one whose drop is stored already.</summary>
    public void RestoreDrop(string agentId)
    {
        lock (_lock)
            if (_experts.TryGetValue(agentId, out var expert)) expert.IsDropped = true;
    }

    /// <summary>Chooses an expert and counts one more work against its limit.</summary>
    /// <param name="target">Who is wanted.</param>
    /// <param name="except">Who must not be chosen: the asker, and whoever has the work already.</param>
    /// <exception cref="RefusalException">404 when nobody such is registered, 409 when none of them can take it now.</exception>
    public string Take(ExpertTarget target, params ReadOnlySpan<string> except)
    {
        lock (_lock)
        {
            var chosen = target.AgentId is { } name ? Named(name) : Routed(target.Capability, except);
            var expert = _experts[chosen.AgentId];
            expert.LastAssigned = ++_assignments;
            Count(chosen.AgentId, 1);
            return chosen.AgentId;
        }
    }

    /// <summary>Counts work that an expert has.</summary>
    public void Occupy(string agentId)
    {
        lock (_lock) Count(agentId, 1);
    }

    /// <summary>Counts work that an expert has no longer.</summary>
    public void Release(string agentId)
    {
        lock (_lock) Count(agentId, -1);
    }

    /// <summary>Why an expert can do its open work no longer; null while it can.</summary>
    public ExpertLoss? LossOf(string agentId)
    {
        lock (_lock)
        {
            if (!_experts.TryGetValue(agentId, out var expert)) return ExpertLoss.Offline;
            return StateOf(expert) switch { ExpertState.Offline => ExpertLoss.Offline, ExpertState.Suspended => ExpertLoss.Suspended, _ => null };
        }
    }

    public ExpertView? Find(string agentId)
    {
        lock (_lock) return _experts.TryGetValue(agentId, out var expert) ? View(expert) : null;
    }

    public IReadOnlyList<ExpertView> List()
    {
        lock (_lock) return [.. _experts.Values.Select(View)];
    }

    private ExpertView Named(string name)
    {
        if (!_experts.TryGetValue(name, out var expert)) throw Unknown("There is no such expert.");
        var view = View(expert);
        return view.State == ExpertState.Available
            ? view
            : throw new RefusalException(
                StatusCodes.Status409Conflict, "expert_unavailable", $"The expert is {view.State.ToString().ToLowerInvariant()} and takes no work now.");
    }

    private ExpertView Routed(string? capability, ReadOnlySpan<string> except)
    {
        var capable = new List<ExpertView>();
        var isKnown = false;
        foreach (var expert in _experts.Values)
        {
            if (capability is not null && !expert.Profile.Capabilities.Contains(capability, StringComparer.Ordinal)) continue;
            isKnown = true;
            if (!except.Contains(expert.AgentId)) capable.Add(View(expert));
        }

        if (!isKnown) throw Unknown("No expert with that capability is registered.");
        return routing.Choose(capable)
            ?? throw new RefusalException(StatusCodes.Status409Conflict, "no_expert_available", "No expert with that capability is available now.");
    }

    private void Count(string agentId, int change)
    {
        var open = _openOf.GetValueOrDefault(agentId) + change;
        if (open > 0) _openOf[agentId] = open;
        else _openOf.Remove(agentId);
        if (_experts.TryGetValue(agentId, out var expert)) expert.Open = Math.Max(0, open);
    }

    private ExpertView View(Expert expert) => new(
        expert.AgentId, expert.Profile, StateOf(expert), deadlines.HasPassed(expert.LastHeartbeat + Settings.HeartbeatMilliseconds), expert.Open,
        expert.LastHeartbeat, expert.LastAssigned);

    private ExpertState StateOf(Expert expert)
    {
        if (expert.IsSuspended) return ExpertState.Suspended;
        if (deadlines.HasPassed(expert.LastHeartbeat + Settings.DropMilliseconds)) return ExpertState.Offline;
        return expert.Open >= expert.Profile.MostOpen ? ExpertState.Busy : ExpertState.Available;
    }

    private static RefusalException Unknown(string message) => new(StatusCodes.Status404NotFound, "unknown_expert", message);
}
