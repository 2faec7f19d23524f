using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Experts;

/// <summary>The life of delegations and tasks: pending, perhaps moved, then exactly one end.</summary>
internal sealed partial class Delegations(
    DelegationRegister register, DelegationEvents events, ExpertRegister experts, IDeadlines deadlines, BridgeOptions options, BridgeClock clock,
    Counters counters, ILogger<Delegations> log) : IDelegations
{
    private readonly DelegationMeter _meter = new();
    private volatile bool _isWatching;

    public async Task<DelegationView> CreateAsync(DelegationRequest request)
    {
        if (request.Target.AgentId == request.FromAgent)
            throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "asks_itself", "An agent cannot hand work to itself.");
        CheckSize(request.Input, "input_too_large");
        CheckSize(request.Metadata, "input_too_large");
        var delegation = Make(request, experts.Take(request.Target, request.FromAgent));
        try
        {
            // Registered before it is stored: its expert may see the event before this method goes on, and then waits until it is open.
            register.Add(delegation);
            await events.WriteCreatedAsync(delegation);
        }
        catch
        {
            delegation.TryAbandon(() => experts.Release(delegation.Expert));
            register.Remove(delegation);
            throw;
        }

        _meter.Created();
        await ReopenAsync(delegation);
        Watch(delegation);
        return delegation.View;
    }

    public async Task<DelegationState> CompleteAsync(Caller caller, string id, bool failed, JsonElement? result, string? error)
    {
        var delegation = Find(id);
        CheckSize(result, "result_too_large");
        await ClaimForAsync(delegation, caller);
        var state = failed ? DelegationState.Failed : DelegationState.Completed;
        await EndAsync(delegation, new(state, result, error, clock.UnixMilliseconds), caller.AgentId);
        return state;
    }

    public async Task<DelegationView> ViewAsync(Caller caller, string id)
    {
        var delegation = Find(id);
        await delegation.Settled;
        if (!delegation.IsParty(caller.AgentId) && !caller.ReadsAll) throw NotYours();
        return delegation.View;
    }

    public async Task<DelegationView> EndOfAsync(string id, CancellationToken cancellation)
    {
        var delegation = Find(id);
        await delegation.Over.WaitAsync(cancellation);
        return delegation.View;
    }

    public IReadOnlyList<DelegationView> OpenFor(string expert) =>
        [.. register.OpenFor(expert).Where(d => d.IsOpen && !deadlines.HasPassed(d.ExpiresAt)).Select(d => d.View)
            .OrderByDescending(v => v.Request.Priority).ThenBy(v => v.CreatedAt)];

    public async Task LeaveAsync(string expert, ExpertLoss loss)
    {
        foreach (var delegation in register.OpenFor(expert))
            if (delegation.TryClaim()) await LeaveAsync(delegation, loss);
    }

    public void WatchDeadlines()
    {
        _isWatching = true;
        foreach (var delegation in register.Open()) Watch(delegation);
    }

    public DelegationFigures Measure() => _meter.Measure(register.OpenCount);

    public void Apply(StoredEvent stored)
    {
        var e = stored.Event;
        if (DelegationEvents.IsCreated(e.EventType))
        {
            var created = DelegationEvents.ReadCreated(e);
            if (!register.Restore(created)) return;
            experts.Occupy(created.Expert);
            created.Reopen();
            if (_isWatching) Watch(created);
        }
        else if (DelegationEvents.IsMoved(e.EventType) && register.Find(e.AggregateId) is { } moved)
        {
            var to = DelegationEvents.ReadMoved(e);
            if (register.Move(moved, to, stored.Sequence) is not { } from) return;
            experts.Occupy(to);
            experts.Release(from);
        }
        else if (DelegationEvents.IsEnded(e.EventType) && register.Find(e.AggregateId) is { } ended)
        {
            Close(ended, DelegationEvents.ReadEnded(e));
        }
    }

    private Delegation Make(DelegationRequest request, string expert)
    {
        var now = clock.UnixMilliseconds;
        var prefix = request.Kind == DelegationKind.Task ? "task_" : "delegation_";
        var kept = request with { Input = request.Input?.Clone(), Metadata = request.Metadata?.Clone() };
        return new(
            prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), kept, expert, now, now + (long)request.Timeout.TotalMilliseconds);
    }

    /// <summary>Takes the right to end it for its expert. Whoever is changing it meanwhile is waited for: it may pass to the caller, or away.</summary>
    private async Task ClaimForAsync(Delegation delegation, Caller caller)
    {
        while (true)
        {
            await delegation.Settled;
            if (delegation.Expert != caller.AgentId) throw NotYours();
            if (delegation.IsOver || deadlines.HasPassed(delegation.ExpiresAt)) throw Ended(delegation);
            if (!delegation.TryClaim()) continue;
            // Between the look and the claim it may have passed to another, or out of time.
            if (delegation.Expert == caller.AgentId && !deadlines.HasPassed(delegation.ExpiresAt)) return;
            await ReopenAsync(delegation);
        }
    }

    private async Task EndAsync(Delegation delegation, DelegationEnd end, string by)
    {
        try
        {
            await events.WriteEndedAsync(delegation, end, by);
        }
        catch (RefusalException refusal) when (refusal.Status is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status422UnprocessableEntity)
        {
            // Certainly not stored: the expert may try again with something else.
            await ReopenAsync(delegation);
            throw;
        }
        catch
        {
            delegation.TryAbandon(() => Free(delegation));
            throw;
        }

        Settle(delegation, end);
    }

    private void Settle(Delegation delegation, DelegationEnd end)
    {
        if (Close(delegation, end)) _meter.Ended(end.State, end.At - delegation.CreatedAt);
    }

    /// <summary>Takes a stored end into account; false when it had ended already, perhaps at another instance.</summary>
    private bool Close(Delegation delegation, DelegationEnd end) => delegation.TryFinish(end, () => Free(delegation));

    private void Free(Delegation delegation)
    {
        experts.Release(delegation.Expert);
        register.Ended(delegation);
    }

    /// <summary>Opens it (again), unless it can be done no longer: what happened while it was being changed is made up for.</summary>
    private async Task ReopenAsync(Delegation delegation)
    {
        delegation.Reopen();
        if (deadlines.HasPassed(delegation.ExpiresAt)) await ExpireAsync(delegation);
        else if (experts.LossOf(delegation.Expert) == ExpertLoss.Suspended && delegation.TryClaim()) await LeaveAsync(delegation, ExpertLoss.Suspended);
    }

    private async Task LeaveAsync(Delegation delegation, ExpertLoss loss)
    {
        if (await TryMoveAsync(delegation, loss))
        {
            await ReopenAsync(delegation);
            return;
        }

        if (loss == ExpertLoss.Suspended) await EndBySelfAsync(delegation, DelegationState.Failed, "The expert was suspended.");
        else await ReopenAsync(delegation);
    }

    private async Task<bool> TryMoveAsync(Delegation delegation, ExpertLoss loss)
    {
        if (!delegation.Request.Target.IsRouted || deadlines.HasPassed(delegation.ExpiresAt)) return false;
        var from = delegation.Expert;
        string? to = null;
        long sequence;
        try
        {
            to = experts.Take(delegation.Request.Target, delegation.Request.FromAgent, from);
            sequence = (await events.WriteMovedAsync(delegation, to, loss)).Sequence;
        }
        catch (RefusalException)
        {
            // Nobody else can take it, or it cannot be stored: it stays where it is.
            if (to is not null) experts.Release(to);
            return false;
        }

        // When another instance ended or moved it meanwhile, nobody has it by this event.
        experts.Release(register.Move(delegation, to, sequence) ?? to);
        _meter.Moved();
        return true;
    }

    private void Watch(Delegation delegation)
    {
        delegation.Watch = deadlines.Watch(delegation.ExpiresAt, () => _ = ExpireAsync(delegation));
        // It may have ended before there was a watch to dispose.
        if (delegation.IsOver) delegation.Watch?.Dispose();
    }

    private Task ExpireAsync(Delegation delegation) =>
        delegation.TryClaim() ? EndBySelfAsync(delegation, DelegationState.TimedOut, null) : Task.CompletedTask;

    private async Task EndBySelfAsync(Delegation delegation, DelegationState state, string? error)
    {
        var end = new DelegationEnd(state, null, error, clock.UnixMilliseconds);
        try
        {
            await events.WriteEndedAsync(delegation, end, BridgeEvents.Component);
        }
        catch (RefusalException)
        {
            // The deadline and the suspension are in the events: without this one it ends so again at the next start.
            log.LogWarning("The end of {DelegationId} ({State}) was not stored", delegation.Id, state);
        }

        Settle(delegation, end);
    }

    private void CheckSize(JsonElement? value, string code)
    {
        if (value is { } given && JsonMarshal.GetRawUtf8Value(given).Length > options.Experts.MostInputBytes)
            throw new RefusalException(
                StatusCodes.Status413PayloadTooLarge, code, $"An input, its metadata and a result have at most {options.Experts.MostInputBytes} bytes each.");
    }

    private Delegation Find(string id) =>
        register.Find(id) ?? throw new RefusalException(StatusCodes.Status404NotFound, "unknown_task", "There is no such work, or it ended too long ago.");

    private RefusalException NotYours()
    {
        counters.Impersonation();
        return new(StatusCodes.Status403Forbidden, "not_your_task", "This work is not the caller's to see or to end.");
    }

    private RefusalException Ended(Delegation delegation)
    {
        var isOver = delegation.End?.State == DelegationState.TimedOut || (delegation.End is null && deadlines.HasPassed(delegation.ExpiresAt));
        if (isOver) return new(StatusCodes.Status410Gone, "timed_out", "The deadline has passed.");
        counters.Replay();
        return new(StatusCodes.Status409Conflict, "already_ended", "The work has ended already.");
    }
}
