using System.Globalization;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AuthBypass;

/// <summary>Learns how one operation answers those who may call it, and tells from that which attempts reached it.</summary>
internal sealed class OperationProbe(AttackContext context, OpenApiOperation operation, RawRequest request, AuthBypassOptions options, AttackLog log)
{
    private readonly PatientSender _sender = new(new RawHttp(context.Target, context.AnswerTimeout, context.Time), context, mayRepeat: true);
    private readonly HashSet<(int Status, string Body)> _own = [];

    /// <summary>The control before. Asked twice, because a second call of a single-use operation is answered otherwise, and so would an attempt that got through be.</summary>
    public async Task LearnAsync(string token, CancellationToken cancellation)
    {
        await ControlAsync("with a valid token", token, cancellation);
        if (await _sender.SendAsync(Authorized(token), cancellation) is { } second && Reached(second.Status))
            _own.Add(Key(second));
    }

    /// <summary>The control after: the target still answers and the token that the forgeries came from was live all the time.</summary>
    public Task ConfirmAsync(string token, CancellationToken cancellation) => ControlAsync("with a valid token, after the attempts", token, cancellation);

    public async Task TryAllAsync(IEnumerable<BypassAttempt> attempts, CancellationToken cancellation)
    {
        foreach (var attempt in attempts)
        {
            HideForgery(attempt);
            var response = await _sender.SendAsync(attempt.Request, cancellation);
            var answer = response is null ? Answer.Unclear : Judge(attempt, response);
            if (answer == Answer.Accepted && attempt.Baseline is { } baseline)
                answer = Compared(response!, await _sender.SendAsync(baseline, cancellation));
            log.Attempt(attempt.Group, answer);
            if (answer == Answer.Accepted)
                log.Find(attempt.Group, $"{operation.Id}: {attempt.Name}", attempt.Flaw, context.Target, attempt.Request, response!);
        }
    }

    private static bool Reached(int status) => status is >= 200 and <= 499 and not (401 or 403 or 404 or 405 or 429);

    private RawRequest Authorized(string token) => options.Carrier.Put(request, token);

    // Of a known target every refusal of an operation's own says that it was reached, whatever its words.
    private (int Status, string Body) Key(RawResponse response) => (response.Status, options.IsForeign ? response.Body : "");

    private async Task ControlAsync(string how, string token, CancellationToken cancellation)
    {
        var response = await _sender.SendAsync(Authorized(token), cancellation);
        var reached = response is not null && (options.IsForeign ? response.IsSuccess : Reached(response.Status));
        if (reached)
            _own.Add(Key(response!));
        log.Control($"{operation.Id} {how}", reached, response is null ? "no answer" : $"status {response.Status}: {response.Beginning(200)}");
    }

    private Answer Judge(BypassAttempt attempt, RawResponse response)
    {
        // A HEAD that announces nothing has shown nothing of the operation.
        if (attempt.Request.Method == "HEAD" && response.IsSuccess)
            return response.Header("Content-Length") is { } length && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? Answer.Accepted : Answer.Refused;
        if (response.IsSuccess || (attempt.SameOperation && _own.Contains(Key(response))))
            return Answer.Accepted;
        return response.Status is 429 or (>= 500 and not (501 or 505)) ? Answer.Unclear : Answer.Refused;
    }

    private static Answer Compared(RawResponse response, RawResponse? baseline) => baseline switch
    {
        null => Answer.Unclear,
        { IsSuccess: true } => baseline.Body == response.Body ? Answer.Refused : Answer.Unclear,
        _ => Answer.Accepted,
    };

    private void HideForgery(BypassAttempt attempt)
    {
        foreach (var secret in attempt.Secrets)
            log.Secrets.Add(secret);
        foreach (var (name, value) in attempt.Request.Headers)
        {
            if (name is "Authorization" && value.Split([' ', '\t'], 2) is [_, { Length: > 20 } token])
                log.Secrets.Add(token.Trim());
        }
    }
}
