using System.Net;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security;

/// <summary>Sends the requests of an attack, one after the other, and writes down what they show.</summary>
internal sealed class Prober(AttackContext context, AttackLog log, IPAddress? from = null)
{
    // Not repeated: a request whose answer was lost could have taken effect.
    private readonly PatientSender _sender = new(new RawHttp(context.Target, context.AnswerTimeout, context.Time, from), context, mayRepeat: false);

    public Task<RawResponse?> SendAsync(RawRequest request, CancellationToken cancellation)
    {
        foreach (var (name, value) in request.Headers)
        {
            if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
                log.Secrets.Add(value[(value.LastIndexOf(' ') + 1)..]);
        }

        return _sender.SendAsync(request, cancellation);
    }

    /// <summary>Sends a legitimate request, which has to work.</summary>
    public Task<bool> ControlAsync(string name, RawRequest request, CancellationToken cancellation) =>
        ControlAsync(name, request, Succeeds, cancellation);

    /// <summary>Sends a legitimate request, whose answer has to show that it worked.</summary>
    public async Task<bool> ControlAsync(string name, RawRequest request, Func<RawResponse, bool> works, CancellationToken cancellation)
    {
        var response = await SendAsync(request, cancellation);
        var worked = response is not null && works(response);
        log.Control(name, worked, response is null ? "no answer" : $"status {response.Status}: {response.Beginning(200)}");
        return worked;
    }

    /// <summary>Sends a request that must not get through.</summary>
    public Task TryAsync(Trial trial, CancellationToken cancellation) => TryAsync(trial, response => Task.FromResult(Succeeds(response)), cancellation);

    /// <summary>Sends a request that must not get through, and looks at its answer or effect to tell.</summary>
    public async Task TryAsync(Trial trial, Func<RawResponse, Task<bool>> gotThrough, CancellationToken cancellation)
    {
        var response = await SendAsync(trial.Request, cancellation);
        var answer = response is null || response.Status is 429 or (>= 500 and not (501 or 505)) ? Answer.Unclear
            : await gotThrough(response) ? Answer.Accepted
            : Answer.Refused;
        Note(trial, answer, response);
    }

    /// <summary>Writes an attempt down.</summary>
    public void Note(Trial trial, Answer answer, RawResponse? response)
    {
        log.Attempt(trial.Group, answer);
        if (answer == Answer.Accepted)
            log.Find(trial.Group, trial.Name, trial.Flaw, context.Target, trial.Request, response!);
    }

    /// <summary>A success, the switch to a WebSocket included.</summary>
    public static bool Succeeds(RawResponse response) => response.IsSuccess || response.Status == 101;
}

/// <summary>One request that must not get through.</summary>
/// <param name="Group">The kind of attempt.</param>
/// <param name="Name">What is tried, and on what; the same in every run.</param>
/// <param name="Flaw">What it would mean.</param>
/// <param name="Request">The request.</param>
internal sealed record Trial(string Group, string Name, Flaw Flaw, RawRequest Request);
