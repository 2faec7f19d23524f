using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Limits;
using Lighthouse.Bridge.Schemas;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>Who may do what with an elicitation, and when.</summary>
internal sealed class ElicitationRules(IRateLimits limits, ISignatures signatures, IDeadlines deadlines, AnswerSchemas schemas, Counters counters)
{
    private const int MostSchemaBytes = 64 * 1024;
    private static readonly JsonElement NoData = JsonElement.Parse("null");

    /// <summary>The schema of a question that may be asked.</summary>
    public AnswerSchema CheckQuestion(Caller caller, Question question)
    {
        if (question.ToAgent == caller.AgentId)
            throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "asks_itself", "An agent cannot ask itself.");
        if (JsonMarshal.GetRawUtf8Value(question.Schema).Length > MostSchemaBytes)
            throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "schema_too_large", "A schema has at most 64 KiB.");
        try
        {
            return schemas.Of(question.Schema);
        }
        catch (SchemaException problem)
        {
            throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "unsupported_schema", problem.Message);
        }
    }

    public void CheckAnswer(Elicitation elicitation, Answer answer)
    {
        var schema = elicitation.Question.Schema;
        // An ended elicitation has let its schema go; ending it again is refused further on.
        if (answer.Type != ElicitationState.Accepted || schema.ValueKind == JsonValueKind.Undefined) return;
        if (schemas.Of(schema).Rules.Problem(answer.Data ?? NoData) is { } problem)
            throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "answer_not_in_schema", problem);
    }

    /// <summary>Only the target accepts or declines, only the sender cancels.</summary>
    public void CheckParty(Elicitation elicitation, Caller caller, Answer answer)
    {
        var entitled = answer.Type == ElicitationState.Cancelled ? elicitation.Question.FromAgent : elicitation.ToAgent;
        if (caller.AgentId != entitled) throw NotYours();
    }

    /// <summary>The nonce is this party's for this elicitation, and the party signed exactly this answer.</summary>
    public void CheckProof(Elicitation elicitation, Caller caller, Answer answer)
    {
        var expected = answer.Type == ElicitationState.Cancelled ? elicitation.SenderNonce : elicitation.Question.Nonce;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(answer.Nonce)))
            throw new RefusalException(StatusCodes.Status403Forbidden, "wrong_nonce", "The nonce is not this party's for this elicitation.");
        if (!signatures.IsGenuine(answer, caller.AgentId))
            throw new RefusalException(StatusCodes.Status403Forbidden, "bad_signature", "The signature does not match the answer.");
    }

    public void CheckOpen(Elicitation elicitation)
    {
        if (!elicitation.IsOpen || deadlines.HasPassed(elicitation.Question.ExpiresAt)) throw Ended(elicitation);
    }

    public void Take(LimitKind kind, Caller caller)
    {
        if (limits.Take(kind, caller) is not { } wait) return;
        counters.RateLimited();
        throw new RefusalException(StatusCodes.Status429TooManyRequests, "rate_limited", "Too many elicitations; wait and try again.", wait);
    }

    public RefusalException Full()
    {
        counters.RateLimited();
        return new(StatusCodes.Status429TooManyRequests, "too_many_open", "Too many questions wait already; ask when some are answered.", TimeSpan.FromSeconds(10));
    }

    public RefusalException NotYours()
    {
        counters.Impersonation();
        return new(StatusCodes.Status403Forbidden, "not_your_elicitation", "This elicitation is not the caller's to see or to end so.");
    }

    public RefusalException Replayed()
    {
        counters.Replay();
        return new(StatusCodes.Status409Conflict, "nonce_used", "The nonce was used before.");
    }

    public RefusalException Ended(Elicitation elicitation)
    {
        var isOver = elicitation.State == ElicitationState.Expired
            || (elicitation.State == ElicitationState.Pending && deadlines.HasPassed(elicitation.Question.ExpiresAt));
        if (isOver) return new(StatusCodes.Status410Gone, "expired", "The deadline has passed.");
        counters.Replay();
        return new(StatusCodes.Status409Conflict, "already_ended", "The elicitation has ended already.");
    }
}
