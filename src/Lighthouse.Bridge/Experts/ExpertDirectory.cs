using System.Collections.Concurrent;
using System.Security.Cryptography;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Experts;

/// <summary>Registration, heartbeats and suspension of experts, each an event.</summary>
internal sealed partial class ExpertDirectory(
    ExpertRegister register, ExpertEvents events, ExpertToken tokens, ExpertPresence presence, IDelegations delegations, Counters counters,
    BridgeClock clock) : IExperts
{
    // What is said of one expert is written and taken into memory in one order. There are no more gates than registered agents.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    public async Task<string> RegisterAsync(Caller caller, ExpertProfile profile)
    {
        var kept = profile with { Metadata = profile.Metadata?.Clone() };
        var registrationId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await InOrderAsync(caller.AgentId, async () =>
        {
            var now = clock.UnixMilliseconds;
            var stored = await events.WriteRegisteredAsync(caller.AgentId, kept, registrationId, now);
            register.Put(caller.AgentId, kept, registrationId, now, stored.Sequence);
        });
        presence.Watch(caller.AgentId);
        return tokens.Issue(caller.AgentId, registrationId);
    }

    public async Task<ExpertView> HeartbeatAsync(Caller caller, string token)
    {
        RequireRegistration(caller, token);
        var now = clock.UnixMilliseconds;
        if (register.Beat(caller.AgentId, now))
        {
            presence.Watch(caller.AgentId);
            register.Noted(caller.AgentId, (await events.WriteHeartbeatAsync(caller.AgentId, now)).Sequence);
        }

        return register.Find(caller.AgentId)!;
    }

    public void RequireRegistration(Caller caller, string token)
    {
        var registrationId = register.RegistrationOf(caller.AgentId) ?? throw Unknown();
        if (tokens.IsGenuine(token, caller.AgentId, registrationId)) return;
        counters.Impersonation();
        throw new RefusalException(
            StatusCodes.Status403Forbidden, "stale_registration", "The token is not that of the expert's newest registration.");
    }

    public async Task<ExpertView> SuspendAsync(Caller admin, string agentId, bool suspended, string? reason)
    {
        var expert = register.Find(agentId) ?? throw Unknown();
        await InOrderAsync(expert.AgentId, async () =>
        {
            var stored = await events.WriteSuspendedAsync(agentId, suspended, admin.AgentId, reason);
            register.Suspend(agentId, suspended, stored.Sequence);
        });
        if (suspended) await delegations.LeaveAsync(agentId, ExpertLoss.Suspended);
        return register.Find(agentId)!;
    }

    public IReadOnlyList<ExpertView> List(string? capability, ExpertState? state) =>
        [.. register.List()
            .Where(e => (state is null || e.State == state) && (capability is null || e.Profile.Capabilities.Contains(capability, StringComparer.Ordinal)))
            .OrderBy(e => e.AgentId, StringComparer.Ordinal)];

    public void Apply(StoredEvent stored)
    {
        var e = stored.Event;
        switch (e.EventType)
        {
            case ExpertEvents.Registered: Restore(stored); break;
            case ExpertEvents.Heartbeat: register.Restore(e.AggregateId, ExpertEvents.ReadHeartbeat(e), stored.Sequence); break;
            case ExpertEvents.Offline: register.RestoreDrop(e.AggregateId, stored.Sequence); break;
            case ExpertEvents.Suspended: register.Suspend(e.AggregateId, true, stored.Sequence); break;
            case ExpertEvents.Resumed: register.Suspend(e.AggregateId, false, stored.Sequence); break;
        }
    }

    private void Restore(StoredEvent stored)
    {
        var (profile, registrationId, at) = ExpertEvents.ReadRegistered(stored.Event);
        register.Put(stored.Event.AggregateId, profile, registrationId, at, stored.Sequence);
    }

    private async Task InOrderAsync(string agentId, Func<Task> work)
    {
        var gate = _gates.GetOrAdd(agentId, static _ => new(1, 1));
        await gate.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            gate.Release();
        }
    }

    private static RefusalException Unknown() => new(StatusCodes.Status404NotFound, "unknown_expert", "There is no such expert.");
}
