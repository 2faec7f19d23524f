using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Limits;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>The life of elicitations: pending, then exactly one end.</summary>
internal sealed partial class Elicitations(
    ElicitationRegister register, ElicitationEvents events, ElicitationRules rules, IDeadlines deadlines, IAgents agents, ISignatures signatures,
    INonces nonces, OtherInstances others, BridgeClock clock, ILogger<Elicitations> log) : IElicitations
{
    // The instance that was asked writes the end by the deadline; another one only when that has not happened.
    private const long Grace = 2_000;
    private const int IdBytes = 8;
    private const int NonceBytes = 16;
    private readonly ElicitationMeter _meter = new();
    private volatile bool _watching;

    public async Task<CreatedElicitation> CreateAsync(Caller caller, Question question)
    {
        if (agents.Find(question.ToAgent) is null)
            throw new RefusalException(StatusCodes.Status404NotFound, "unknown_agent", "The agent that is asked is not registered.");
        var schema = rules.CheckQuestion(caller, question);
        if (!register.HasRoomFor(question.ToAgent)) throw rules.Full();
        rules.Take(LimitKind.ElicitationCreate, caller);
        var elicitation = Make(caller, question, schema);
        // Registered before it is stored: its target may see the event before this method goes on.
        register.Add(elicitation);
        try
        {
            await events.WriteCreatedAsync(elicitation, question.Metadata);
        }
        catch
        {
            elicitation.TryClaim();
            elicitation.Abandon();
            register.Remove(elicitation);
            throw;
        }

        _meter.Created();
        Watch(elicitation);
        return new(elicitation.Question.Id, elicitation.Question.ExpiresAt, elicitation.SenderNonce);
    }

    public IReadOnlyList<PendingQuestion> PendingFor(string agentId) =>
        [.. register.OpenFor(agentId).Select(e => e.Question).Where(q => !deadlines.HasPassed(q.ExpiresAt)).OrderBy(q => q.CreatedAt)];

    public bool HasEnded(string elicitationId) =>
        register.Find(elicitationId) is { } known && (known.State != ElicitationState.Pending || deadlines.HasPassed(known.Question.ExpiresAt));

    public async Task<ElicitationState> RespondAsync(Caller caller, Answer answer)
    {
        var elicitation = Find(answer.ElicitationId);
        rules.CheckParty(elicitation, caller, answer);
        rules.CheckProof(elicitation, caller, answer);
        rules.CheckOpen(elicitation);
        rules.CheckAnswer(elicitation, answer);
        rules.Take(LimitKind.ElicitationRespond, caller);
        var nonce = NonceKey(answer.ElicitationId, answer.Nonce);
        if (!nonces.TryConsume(NonceKind.Elicitation, nonce, UsableUntil(elicitation))) throw rules.Replayed();
        if (!elicitation.TryClaim()) throw rules.Ended(elicitation);
        await EndAsync(elicitation, answer.Type, answer, caller.AgentId);
        return answer.Type;
    }

    public async Task<ElicitationView> ViewAsync(Caller caller, string elicitationId)
    {
        var elicitation = Find(elicitationId);
        if (!elicitation.IsParty(caller.AgentId) && !caller.ReadsAll) throw rules.NotYours();
        await elicitation.Settled;
        var state = elicitation.State;
        var byWord = state is not (ElicitationState.Pending or ElicitationState.Expired);
        return new(
            state, elicitation.Question.CreatedAt, elicitation.Question.ExpiresAt, byWord ? elicitation.EndedAt : null,
            elicitation.IsParty(caller.AgentId) ? elicitation.Data : null);
    }

    public void MarkDelivered(string elicitationId)
    {
        if (register.Find(elicitationId)?.TryDeliver() == true) _meter.Delivered();
    }

    public void WatchDeadlines()
    {
        _watching = true;
        foreach (var elicitation in register.Open()) Watch(elicitation);
    }

    public ElicitationFigures Measure() => _meter.Measure(register.OpenCount);

    public void Apply(StoredEvent stored)
    {
        var e = stored.Event;
        if (e.EventType == BridgeEvents.ElicitationCreated)
        {
            if (register.Find(e.AggregateId) is not null) return;
            var created = ElicitationEvents.ReadCreated(e);
            // Counted as shown already: the figures are of this process's own elicitations.
            created.TryDeliver();
            register.Add(created);
            if (_watching) Watch(created, Grace);
        }
        else if (ElicitationEvents.IsEnd(e.EventType) && register.Find(e.AggregateId) is { } ended)
        {
            var (state, at, data, nonce) = ElicitationEvents.ReadEnded(e);
            if (nonce is not null) nonces.Remember(NonceKind.Elicitation, NonceKey(e.AggregateId, nonce), UsableUntil(ended));
            if (ended.TryEnd(state, at, data)) register.Ended(ended);
        }
    }

    private Elicitation Make(Caller caller, Question asked, AnswerSchema schema)
    {
        var now = clock.UnixMilliseconds;
        Span<byte> random = stackalloc byte[IdBytes + (2 * NonceBytes)];
        RandomReserve.Fill(random);
        var id = "elicit_" + Convert.ToHexStringLower(random[..IdBytes]);
        var targetNonce = Convert.ToHexStringLower(random.Slice(IdBytes, NonceBytes));
        var unsigned = new PendingQuestion(
            id, caller.AgentId, asked.Message, schema.Json, now, now + (long)asked.Timeout.TotalMilliseconds, targetNonce, "");
        var signed = unsigned with { Signature = signatures.SignQuestion(unsigned, asked.ToAgent) };
        return new Elicitation(signed, asked.ToAgent, Convert.ToHexStringLower(random[(IdBytes + NonceBytes)..]));
    }

    private async Task EndAsync(Elicitation elicitation, ElicitationState state, Answer? answer, string by)
    {
        var at = clock.UnixMilliseconds;
        try
        {
            await events.WriteEndedAsync(elicitation, state, answer, by, at);
        }
        catch (RefusalException refusal) when (refusal.Code == Journal.ClaimTaken)
        {
            try
            {
                // Ended at another instance: its event tells how.
                await others.CatchUpAsync(others.Seen, CancellationToken.None);
            }
            finally
            {
                elicitation.Abandon();
            }

            throw rules.Ended(elicitation);
        }
        catch when (others.CanBe && answer is not null)
        {
            nonces.Release(NonceKind.Elicitation, NonceKey(answer.ElicitationId, answer.Nonce));
            elicitation.Release();
            throw;
        }
        catch
        {
            elicitation.Abandon();
            throw;
        }

        Settle(elicitation, state, at, answer?.Data);
    }

    private void Settle(Elicitation elicitation, ElicitationState state, long at, JsonElement? data)
    {
        if (elicitation.TryEnd(state, at, data)) register.Ended(elicitation);
        _meter.Ended(state, at - elicitation.Question.CreatedAt);
    }

    private void Watch(Elicitation elicitation, long grace = 0)
    {
        elicitation.Watch = deadlines.Watch(elicitation.Question.ExpiresAt + grace, () => _ = ExpireAsync(elicitation));
        // It may have ended before there was a watch to dispose.
        if (elicitation.EndedAt is not null) elicitation.Watch?.Dispose();
    }

    private async Task ExpireAsync(Elicitation elicitation)
    {
        if (!elicitation.TryClaim()) return;
        var at = clock.UnixMilliseconds;
        try
        {
            await events.WriteEndedAsync(elicitation, ElicitationState.Expired, null, BridgeEvents.Component, at);
        }
        catch (RefusalException refusal) when (refusal.Code == Journal.ClaimTaken)
        {
            // Ended at another instance: its event tells how.
            return;
        }
        catch (RefusalException)
        {
            // The deadline is in the creation's event: without this one it expires again at the next start.
            log.LogWarning("The end of {ElicitationId} by its deadline was not stored", elicitation.Question.Id);
        }

        Settle(elicitation, ElicitationState.Expired, at, null);
    }

    private Elicitation Find(string id) =>
        register.Find(id) ?? throw new RefusalException(StatusCodes.Status404NotFound, "unknown_elicitation", "There is no such elicitation, or it ended too long ago.");

    private static string NonceKey(string elicitationId, string nonce) => elicitationId + ":" + nonce;

    private static long UsableUntil(Elicitation elicitation) => (elicitation.Question.ExpiresAt / 1000) + 1;
}
