using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Replay;

/// <summary>Sends recordings and looks at what they caused.</summary>
internal sealed class Player(AttackContext context, AttackLog log)
{
    /// <summary>Where the target listens now.</summary>
    public Uri Target { get; set; } = context.Target;

    private RawHttp Http => new(Target, context.AnswerTimeout, context.Time);

    public async Task<Recording> RecordAsync(ReplayOperation operation, CancellationToken cancellation)
    {
        var one = await operation.Fresh(cancellation);
        foreach (var secret in one.Secrets)
            log.Secrets.Add(secret);
        return Recording.Of(operation.Name, one, context);
    }

    /// <summary>Sends a recording for the first time; it has to have exactly one effect.</summary>
    public async Task ControlAsync(string name, Recording recording, CancellationToken cancellation)
    {
        var before = await recording.Case.Effects(cancellation);
        var response = await PlayAsync(recording, cancellation);
        var effects = await recording.Case.Effects(cancellation) - before;
        log.Control(name, effects == 1 && response is { } && IsYes(response), $"{Describe(response)}; {effects} effects, 1 expected");
    }

    /// <summary>Sends a recording that must not work any more.</summary>
    public async Task TryAsync(string group, string name, Flaw flaw, Recording recording, CancellationToken cancellation)
    {
        var before = await recording.Case.Effects(cancellation);
        var response = await PlayAsync(recording, cancellation);
        var answer = await recording.Case.Effects(cancellation) > before ? Answer.Accepted : Judge(response);
        log.Attempt(group, answer);
        if (answer == Answer.Accepted)
            Find(group, $"{recording.Operation}: {name}", flaw, recording, response);
    }

    /// <summary>Sends copies of a fresh recording at the same moment: exactly one may have an effect.</summary>
    public async Task TryParallelAsync(string group, Recording recording, int copies, CancellationToken cancellation)
    {
        var before = await recording.Case.Effects(cancellation);
        var connections = await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => ConnectAsync(cancellation)));
        var responses = await Task.WhenAll(connections.Select(connection => PlayAsync(connection, recording, cancellation)));
        var effects = (int)(await recording.Case.Effects(cancellation) - before);
        var name = $"{recording.Operation}: {copies} copies at once";
        log.Control($"{name}: one works", effects >= 1, $"{effects} effects, {responses.Count(response => response is null)} without an answer");
        Count(group, name, recording, responses, Math.Max(effects, responses.Count(response => response is not null && IsYes(response))));
    }

    private void Count(string group, string name, Recording recording, RawResponse?[] responses, int passed)
    {
        var beyond = Math.Max(0, passed - 1);
        var answers = responses.Select(Judge).ToList();
        // Once some copies met the check and were refused by it, the limiter that stopped the others hides nothing.
        var refused = answers.Contains(Answer.Refused);
        var unclear = responses.Where((response, index) => answers[index] == Answer.Unclear && !(refused && response?.Status == 429)).Count();
        unclear = Math.Min(unclear, responses.Length - 1 - beyond);
        log.Attempt(group, Answer.Accepted, beyond);
        log.Attempt(group, Answer.Unclear, unclear);
        log.Attempt(group, Answer.Refused, responses.Length - 1 - beyond - unclear);
        if (beyond > 0)
            Find(group, name, ReplayFlaws.Race, recording, responses.FirstOrDefault(response => response is not null && IsYes(response)));
    }

    private void Find(string group, string name, Flaw flaw, Recording recording, RawResponse? response) =>
        log.Find(group, name, flaw, Target, recording.Case.Request, response ?? new RawResponse(0, [], ""));

    private async Task<RawResponse?> PlayAsync(Recording recording, CancellationToken cancellation) =>
        await PlayAsync(await ConnectAsync(cancellation), recording, cancellation);

    private static async Task<RawResponse?> PlayAsync(RawConnection? connection, Recording recording, CancellationToken cancellation)
    {
        if (connection is null)
            return null;
        await using var open = connection;
        try
        {
            return await open.PlayAsync(recording.Request, recording.Messages, cancellation);
        }
        catch (WireException)
        {
            return null;
        }
    }

    private async Task<RawConnection?> ConnectAsync(CancellationToken cancellation)
    {
        try
        {
            return await Http.ConnectAsync(cancellation);
        }
        catch (WireException)
        {
            return null;
        }
    }

    private static bool IsYes(RawResponse response) => response.IsSuccess || response.Status == 101;

    private static Answer Judge(RawResponse? response) => response switch
    {
        null or { Status: 429 or >= 500 } => Answer.Unclear,
        _ when IsYes(response) => Answer.Accepted,
        _ => Answer.Refused,
    };

    private static string Describe(RawResponse? response) => response is null ? "no answer" : $"{response.Status}";
}
