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

    /// <summary>All, by name.</summary>
    public IReadOnlyList<Expert> All()
    {
        lock (_lock) return [.. _experts.Values.OrderBy(e => e.AgentId, StringComparer.Ordinal)];
    }

    /// <summary>Takes in an expert that a snapshot brought back.</summary>
    public void Restore(Expert expert)
    {
        lock (_lock)
        {
            expert.Open = _openOf.GetValueOrDefault(expert.AgentId);
            _experts[expert.AgentId] = expert;
        }
    }

    /// <summary>Takes a registration; a later one, by the sequence of its event, replaces the earlier, the open work and a suspension stay.</summary>
    public void Put(string agentId, ExpertProfile profile, string registrationId, long now, long sequence)
    {
        lock (_lock)
        {
            if (!_experts.TryGetValue(agentId, out var expert))
            {
                expert = new(agentId) { Profile = profile, RegistrationId = registrationId, Open = _openOf.GetValueOrDefault(agentId) };
                _experts[agentId] = expert;
            }

            // Another instance may have taken a newer one meanwhile, and this one may be told of its own.
            if (sequence <= expert.RegisteredBy) return;
            (expert.Profile, expert.RegistrationId, expert.RegisteredBy) = (profile, registrationId, sequence);
            Hear(expert, now, sequence);
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

    /// <summary>Notes that what this instance heard, or did not hear, is stored: it took that into account before.</summary>
    public void Noted(string agentId, long sequence)
    {
        lock (_lock)
            if (_experts.TryGetValue(agentId, out var expert)) expert.HeardBy = Math.Max(expert.HeardBy, sequence);
    }

    /// <summary>Takes a stored heartbeat into account.</summary>
    public void Restore(string agentId, long heartbeat, long sequence)
    {
        lock (_lock)
            if (_experts.TryGetValue(agentId, out var expert)) Hear(expert, heartbeat, sequence);
    }

    /// <summary>Takes a stored suspension, or its end, into account; the newest counts.</summary>
    public void Suspend(string agentId, bool suspended, long sequence)
    {
        lock (_lock)
            if (_experts.TryGetValue(agentId, out var expert) && sequence > expert.SuspendedBy)
                (expert.IsSuspended, expert.SuspendedBy) = (suspended, sequence);
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
    public void RestoreDrop(string agentId, long sequence)
    {
        lock (_lock)
            if (_experts.TryGetValue(agentId, out var expert) && sequence > expert.HeardBy) (expert.IsDropped, expert.HeardBy) = (true, sequence);
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

    private static void Hear(Expert expert, long at, long sequence)
    {
        expert.LastHeartbeat = Math.Max(expert.LastHeartbeat, at);
        expert.LastWritten = Math.Max(expert.LastWritten, at);
        if (sequence > expert.HeardBy) (expert.IsDropped, expert.HeardBy) = (false, sequence);
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
