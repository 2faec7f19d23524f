using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Limits;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.Operations;
using Lighthouse.Bridge.Push.Frames;
using Lighthouse.Bridge.Schemas;

namespace Lighthouse.Bridge.Push;

/// <summary>Answers what clients send: each message is checked and limited as a request is, and gets exactly one reply.</summary>
internal sealed class SocketCommands(EventPublication publication, IRateLimits limits, Counters counters, TypeSets sets, ILogger<SocketCommands> log)
{
    private const int MostTypes = 100;
    private static readonly JsonSchema Message = Shape(PushShapes.Message);
    private static readonly JsonSchema Subscription = Shape(PushShapes.Subscribe);
    private static readonly JsonSchema Publication = Shape(EventShapes.StoreEventBody);

    /// <summary>Does what a message says and gives the frame of the reply.</summary>
    public async Task<byte[]> AnswerAsync(PushSocket socket, byte[] text)
    {
        string? reference = null;
        try
        {
            var message = RequestBody.Parse(text);
            Require(Message, message);
            reference = message.TryGetProperty("ref", out var given) ? given.GetString() : null;
            Limit(socket.Caller);
            return message.GetProperty("type").GetString() switch
            {
                "ping" => Reply(new("pong", reference), PushJson.Default.PongMessage),
                "subscribe" => Subscribe(socket, message, reference),
                "unsubscribe" => Unsubscribe(socket, message, reference),
                _ => await PublishAsync(socket.Caller, message, reference),
            };
        }
        catch (RefusalException refusal)
        {
            return Error(refusal.Status, refusal.Code, refusal.Message, refusal.RetryAfter, reference);
        }
        catch (Exception problem)
        {
            log.LogError(problem, "A message of a socket failed");
            return Error(StatusCodes.Status500InternalServerError, "internal_error", "The bridge failed; its log says more.", null, reference);
        }
    }

    private void Limit(Caller caller)
    {
        if (limits.Take(LimitKind.Requests, caller) is not { } wait) return;
        counters.RateLimited();
        throw new RefusalException(StatusCodes.Status429TooManyRequests, "rate_limited", "The role's requests per minute are used up.", wait);
    }

    private byte[] Subscribe(PushSocket socket, JsonElement message, string? reference)
    {
        Require(Subscription, message);
        var types = new HashSet<string>(socket.Types, StringComparer.Ordinal);
        types.UnionWith(TypesOf(message));
        if (types.Count > MostTypes)
            throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "too_many_types", $"A socket subscribes to at most {MostTypes} types; * is all.");
        long? since = message.TryGetProperty("since_sequence", out var given) && given.ValueKind == JsonValueKind.Number ? Sequence(given) : null;
        var from = socket.Subscribe(sets.Shared(types), since);
        return Reply(new("subscribed", [.. types.Order(StringComparer.Ordinal)], from, reference), PushJson.Default.SubscriptionMessage);
    }

    private byte[] Unsubscribe(PushSocket socket, JsonElement message, string? reference)
    {
        Require(Subscription, message);
        var types = new HashSet<string>(socket.Types, StringComparer.Ordinal);
        types.ExceptWith(TypesOf(message));
        var from = socket.Unsubscribe(sets.Shared(types));
        return Reply(new("unsubscribed", [.. types.Order(StringComparer.Ordinal)], from, reference), PushJson.Default.SubscriptionMessage);
    }

    private async Task<byte[]> PublishAsync(Caller caller, JsonElement message, string? reference)
    {
        if (!caller.Role.May(Permission.EventsWrite))
            throw new RefusalException(StatusCodes.Status403Forbidden, "not_permitted", "The agent's role does not permit this.");
        Require(Publication, message);
        var stored = await publication.StoreAsync(caller, message);
        return Reply(new("ack", EventReplies.IdOf(stored), stored.Sequence, reference), PushJson.Default.AckMessage);
    }

    private static IEnumerable<string> TypesOf(JsonElement message) => message.GetProperty("event_types").EnumerateArray().Select(t => t.GetString()!);

    // A whole number to a schema may be 1e3 or beyond a long.
    private static long Sequence(JsonElement given) => given.TryGetInt64(out var sequence)
        ? sequence
        : throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "invalid_request", "since_sequence is no whole number that a sequence can be.");

    private static void Require(JsonSchema schema, JsonElement message)
    {
        if (schema.Problem(message, "message") is { } problem)
            throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "invalid_request", problem);
    }

    private static byte[] Error(int status, string code, string message, TimeSpan? retryAfter, string? reference) =>
        Reply(new("error", code, message, status, retryAfter?.TotalSeconds, reference), PushJson.Default.ErrorMessage);

    private static byte[] Reply<T>(T reply, JsonTypeInfo<T> type) => Frame.Text(JsonSerializer.SerializeToUtf8Bytes(reply, type));

    private static JsonSchema Shape(string schema) => JsonSchema.Parse(JsonElement.Parse(schema));
}
