using Lighthouse.Security.Wire;

namespace Lighthouse.Security.NonceReuse;

/// <summary>Sends requests of cases and writes down what they show.</summary>
internal sealed class NonceAttempts(AttackContext context, AttackLog log)
{
    /// <summary>Where the target listens now.</summary>
    public Uri Target { get; set; } = context.Target;

    private RawHttp Http => new(Target, context.AnswerTimeout, context.Time);

    /// <summary>Sends a legitimate request, which has to be accepted.</summary>
    public async Task ControlAsync(string name, NonceCase nonceCase, CancellationToken cancellation)
    {
        var response = await SendAsync(nonceCase.Request, cancellation);
        log.Control(name, response is not null && nonceCase.IsAccepted(response), Describe(response));
    }

    /// <summary>Sends a request that must not be accepted.</summary>
    public async Task TryAsync(string group, string name, Flaw flaw, NonceCase nonceCase, RawRequest request, CancellationToken cancellation)
    {
        var response = await SendAsync(request, cancellation);
        var answer = Judge(nonceCase, response);
        log.Attempt(group, answer);
        if (answer == Answer.Accepted)
            log.Find(group, name, flaw, Target, request, response!);
    }

    /// <summary>Sends copies of a fresh request at the same moment; one of them has to be accepted, and no more.</summary>
    public async Task TryParallelAsync(string group, NonceCase nonceCase, int copies, CancellationToken cancellation)
    {
        Hide(nonceCase.Request);
        var connections = await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => ConnectAsync(cancellation)));
        var responses = await Task.WhenAll(connections.Select(connection => SendAndCloseAsync(connection, nonceCase.Request, cancellation)));
        var answers = responses.Select(response => Judge(nonceCase, response)).ToList();
        var accepted = answers.Count(answer => answer == Answer.Accepted);

        // Once some copies met the check and were refused by it, the limiter that stopped the others hides nothing.
        if (accepted > 0 && answers.Contains(Answer.Refused))
            answers = [.. answers.Select((answer, index) => responses[index]?.Status == 429 ? Answer.Refused : answer)];

        log.Control($"one of {copies} parallel copies is accepted", accepted >= 1, $"{accepted} accepted, {answers.Count(answer => answer == Answer.Unclear)} unclear");
        log.Attempt(group, Answer.Accepted, Math.Max(0, accepted - 1));
        log.Attempt(group, Answer.Refused, answers.Count(answer => answer == Answer.Refused));
        log.Attempt(group, Answer.Unclear, answers.Count(answer => answer == Answer.Unclear));
        if (accepted > 1)
            log.Find(group, $"{copies} copies sent at once: {accepted} accepted", NonceFlaws.Race, Target, nonceCase.Request, responses[answers.LastIndexOf(Answer.Accepted)]!);
    }

    private static string Describe(RawResponse? response) => response is null ? "no answer" : $"status {response.Status}: {response.Beginning(200)}";

    private static Answer Judge(NonceCase nonceCase, RawResponse? response) =>
        response is null ? Answer.Unclear
        : nonceCase.IsAccepted(response) ? Answer.Accepted
        : response.Status is 429 or >= 500 ? Answer.Unclear
        : Answer.Refused;

    private Task<RawResponse?> SendAsync(RawRequest request, CancellationToken cancellation)
    {
        Hide(request);
        return new PatientSender(Http, context, mayRepeat: false).SendAsync(request, cancellation);
    }

    private void Hide(RawRequest request)
    {
        foreach (var (name, value) in request.Headers)
        {
            if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
                log.Secrets.Add(value[(value.LastIndexOf(' ') + 1)..]);
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

    private static async Task<RawResponse?> SendAndCloseAsync(RawConnection? connection, RawRequest request, CancellationToken cancellation)
    {
        if (connection is null)
            return null;
        await using var open = connection;
        try
        {
            return await open.SendAsync(request, cancellation);
        }
        catch (WireException)
        {
            return null;
        }
    }
}
