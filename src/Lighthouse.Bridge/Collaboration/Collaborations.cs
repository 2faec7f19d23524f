using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Collaboration;

/// <summary>The life of collaborations: started, shared in, ended by their starter or by time.</summary>
internal sealed partial class Collaborations(
    CollaborationRegister register, CollaborationEvents events, IAgents agents, IDeadlines deadlines, BridgeOptions options, BridgeClock clock,
    Counters counters, ILogger<Collaborations> log) : ICollaborations
{
    private volatile bool _isWatching;

    private ExpertSettings Settings => options.Experts;

    public int OpenCount => register.OpenCount;

    public async Task<CollaborationView> StartAsync(Caller caller, CollaborationPlan plan)
    {
        var session = Make(caller, plan);
        register.Add(session);
        // Nobody shares in it, ends it or sees it before it is stored.
        await session.Gate.WaitAsync();
        try
        {
            await events.WriteStartedAsync(session.View);
        }
        catch
        {
            session.End(clock.UnixMilliseconds);
            register.Remove(session);
            throw;
        }
        finally
        {
            session.Gate.Release();
        }

        Watch(session);
        return session.View;
    }

    public async Task<long> ShareAsync(Caller caller, SharedValue value)
    {
        var session = Find(value.SessionId);
        if (!session.Includes(caller.AgentId)) throw NotYours();
        await session.Gate.WaitAsync();
        try
        {
            CheckOpen(session);
            CheckVote(caller, session, value);
            CheckValue(session, value);
            var (version, at) = (session.Version + 1, clock.UnixMilliseconds);
            try
            {
                await events.WriteSharedAsync(session, value, caller.AgentId, version, at);
            }
            catch
            {
                // It may be stored all the same: no later change may bear its number, or it would be taken for this one at the next start.
                session.Skip(version);
                throw;
            }

            session.Put(value, caller.AgentId, version, at);
            return version;
        }
        finally
        {
            session.Gate.Release();
        }
    }

    public async Task<CollaborationView> EndAsync(Caller caller, string sessionId, string? summary)
    {
        var session = Find(sessionId);
        if (session.StartedBy != caller.AgentId && !caller.Role.May(Permission.AdminAccess)) throw NotYours();
        await session.Gate.WaitAsync();
        try
        {
            CheckOpen(session);
            var at = clock.UnixMilliseconds;
            await events.WriteEndedAsync(session, caller.AgentId, "ended", summary, at);
            Close(session, at);
            return session.View;
        }
        finally
        {
            session.Gate.Release();
        }
    }

    public async Task<CollaborationView> ViewAsync(Caller caller, string sessionId)
    {
        var session = Find(sessionId);
        if (!session.Includes(caller.AgentId) && !caller.ReadsAll) throw NotYours();
        await session.Gate.WaitAsync();
        session.Gate.Release();
        return session.View;
    }

    public void WatchDeadlines()
    {
        _isWatching = true;
        foreach (var session in register.Open()) Watch(session);
    }

    public void Apply(StoredEvent stored)
    {
        var e = stored.Event;
        if (e.EventType == CollaborationEvents.Started)
        {
            var started = CollaborationEvents.ReadStarted(e);
            if (register.Restore(started) && _isWatching) Watch(started);
        }
        else if (e.EventType == CollaborationEvents.Shared && register.Find(e.AggregateId) is { } shared)
        {
            var (value, version, at) = CollaborationEvents.ReadShared(e);
            shared.Put(value, e.SourceAgent, version, at);
        }
        else if (e.EventType == CollaborationEvents.Ended && register.Find(e.AggregateId) is { } ended)
        {
            Close(ended, CollaborationEvents.ReadEnded(e));
        }
    }

    private CollaborationSession Make(Caller caller, CollaborationPlan plan)
    {
        var participants = plan.Participants.Append(caller.AgentId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (participants.Count < 2 || participants.Count > Settings.MostParticipants)
            throw new RefusalException(
                StatusCodes.Status422UnprocessableEntity, "invalid_participants", $"A collaboration has 2 to {Settings.MostParticipants} participants.");
        if (participants.Any(p => agents.Find(p) is null))
            throw new RefusalException(StatusCodes.Status404NotFound, "unknown_agent", "A participant is not registered.");
        if (plan.Metadata is { } given && JsonMarshal.GetRawUtf8Value(given).Length > Settings.MostInputBytes) throw TooLarge();
        var now = clock.UnixMilliseconds;
        var kept = plan with { Participants = participants, Metadata = plan.Metadata?.Clone() };
        var id = "collab_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return new(id, kept, caller.AgentId, now, now + (Settings.CollaborationSeconds * 1_000L));
    }

    private void CheckVote(Caller caller, CollaborationSession session, SharedValue value)
    {
        if (!Votes.IsVote(value.Key)) return;
        if (Votes.VoterOf(value.Key) != caller.AgentId)
        {
            counters.Impersonation();
            throw new RefusalException(StatusCodes.Status403Forbidden, "not_your_vote", "A vote is cast by the agent whose name its key ends with.");
        }

        if (session.Has(value.Key)) throw new RefusalException(StatusCodes.Status409Conflict, "vote_cast", "The vote has been cast, and stays.");
    }

    private void CheckValue(CollaborationSession session, SharedValue value)
    {
        if (value.ExpectedVersion is { } expected && expected != session.Version)
            throw new RefusalException(
                StatusCodes.Status409Conflict, "context_changed", $"The context is at version {session.Version}, not {expected}. Read it again.");
        var growth = session.GrowthBy(value);
        var isNewKey = value.Value is not null && !session.Has(value.Key);
        if ((growth > 0 && session.ContextBytes + growth > Settings.MostContextBytes) || (isNewKey && session.Keys >= Settings.MostContextKeys))
            throw TooLarge();
    }

    private void CheckOpen(CollaborationSession session)
    {
        if (session.EndedAt is null && !deadlines.HasPassed(session.ExpiresAt)) return;
        throw new RefusalException(StatusCodes.Status409Conflict, "already_ended", "The collaboration has ended.");
    }

    private void Close(CollaborationSession session, long at)
    {
        if (session.End(at)) register.Ended(session);
    }

    private void Watch(CollaborationSession session)
    {
        session.Watch = deadlines.Watch(session.ExpiresAt, () => _ = ExpireAsync(session));
        // It may have ended before there was a watch to dispose.
        if (session.EndedAt is not null) session.Watch?.Dispose();
    }

    private async Task ExpireAsync(CollaborationSession session)
    {
        await session.Gate.WaitAsync();
        try
        {
            if (session.EndedAt is not null) return;
            var at = clock.UnixMilliseconds;
            try
            {
                await events.WriteEndedAsync(session, BridgeEvents.Component, "expired", null, at);
            }
            catch (RefusalException)
            {
                // Its end is in the event that started it: without this one it ends so again at the next start.
                log.LogWarning("The end of {CollaborationId} by time was not stored", session.Id);
            }

            Close(session, at);
        }
        finally
        {
            session.Gate.Release();
        }
    }

    private CollaborationSession Find(string id) =>
        register.Find(id) ?? throw new RefusalException(
            StatusCodes.Status404NotFound, "unknown_collaboration", "There is no such collaboration, or it ended too long ago.");

    private RefusalException NotYours()
    {
        counters.Impersonation();
        return new(StatusCodes.Status403Forbidden, "not_your_collaboration", "The caller has no such part in this collaboration.");
    }

    private RefusalException TooLarge() => new(
        StatusCodes.Status413PayloadTooLarge, "context_too_large",
        $"A context has at most {Settings.MostContextKeys} keys and {Settings.MostContextBytes} bytes, metadata {Settings.MostInputBytes}.");
}
