using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.CrossAccess;

/// <summary>Tries one thing that only the owner may do.</summary>
internal sealed class CrossAccessProbe(AttackContext context, CrossAccessCase one, PresentUser owner, PresentUser attacker, PatientSender sender, AttackLog log)
{
    private static readonly string[] Silent = ["GET", "HEAD", "OPTIONS"];

    public async Task TryAsync(RawRequest request, RawRequest? nothing, CancellationToken cancellation)
    {
        var reads = Silent.Contains(request.Method);
        // A change is tried first, because the owner's own may leave nothing to change.
        var legitimate = reads ? await ControlAsync(request, cancellation) : null;
        foreach (var (name, attempt) in Attempts(request))
        {
            var response = await sender.SendAsync(attacker.On(attempt), cancellation);
            var answer = response is null ? Answer.Unclear : Judge(response);
            if (answer == Answer.Accepted && reads)
                answer = Shown(response!, legitimate);
            if (answer == Answer.Accepted && nothing is not null)
                answer = Compared(response!, await sender.SendAsync(attacker.On(nothing), cancellation), reads);
            log.Attempt(Group, answer);
            if (answer == Answer.Accepted)
                log.Find(Group, $"{one.Name}: {name}", CrossAccessFlaws.Of(one.Kind), context.Target, attacker.On(attempt), response!);
        }

        if (!reads)
            await ControlAsync(request, cancellation);
    }

    private string Group => one.Kind switch
    {
        AccessKind.Read => "reading what belongs to another",
        AccessKind.Write => "changing what belongs to another",
        _ => "an operation of another role",
    };

    private static IEnumerable<(string Name, RawRequest Request)> Attempts(RawRequest request)
    {
        yield return ("as it is", request);
        foreach (var (name, target) in SpellingAttempts.Paths(request.Target))
            yield return (name, request with { Target = target });
        foreach (var (name, value) in SpellingAttempts.Headers())
            yield return ($"{name}: {value}", request.With(name, value));
        if (request.Method is not ("GET" or "POST"))
            yield return ("POST with X-HTTP-Method-Override", (request with { Method = "POST" }).With("X-HTTP-Method-Override", request.Method));
    }

    private static Answer Judge(RawResponse response) => response switch
    {
        { IsSuccess: true } => Answer.Accepted,
        { Status: 429 or (>= 500 and not (501 or 505)) } => Answer.Unclear,
        _ => Answer.Refused,
    };

    // Success with other words may be the attacker's own view. It is an access when it shows what the owner sees.
    private static Answer Shown(RawResponse response, RawResponse? legitimate) =>
        legitimate is not { IsSuccess: true } || legitimate.Body.Length == 0 ? Answer.Unclear
        : response.Body == legitimate.Body ? Answer.Accepted : Answer.Refused;

    // What is said of a thing that does not exist says nothing of one that does.
    private static Answer Compared(RawResponse response, RawResponse? nothing, bool reads) => nothing switch
    {
        null => Answer.Unclear,
        { IsSuccess: true } when nothing.Body == response.Body => reads ? Answer.Refused : Answer.Unclear,
        _ => Answer.Accepted,
    };

    private async Task<RawResponse?> ControlAsync(RawRequest request, CancellationToken cancellation)
    {
        var response = await sender.SendAsync(owner.On(request), cancellation);
        log.Control($"{one.Name} by its owner", response is { IsSuccess: true }, response is null ? "no answer" : $"status {response.Status}: {response.Beginning(200)}");
        return response;
    }
}
