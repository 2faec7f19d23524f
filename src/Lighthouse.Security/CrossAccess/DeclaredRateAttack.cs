using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.CrossAccess;

/// <summary>Goes beyond a declared rate limit, plainly and with tricks that some limiters fall for.</summary>
/// <param name="options">The limit, and a request to make.</param>
public sealed class DeclaredRateAttack(DeclaredRateOptions options) : IAttack
{
    private const int Margin = 20;
    private const string BeyondGroup = "beyond the limit";
    private const string TrickGroup = "round the limit";

    private static readonly Flaw Unlimited = new(
        Weakness.UnlimitedConsumption, Severity.High,
        "Count the requests of an identity where all of them come by, by the identity and not by what the request says of itself, and refuse with 429 beyond the limit.");

    /// <inheritdoc/>
    public string Name => "declared-rate";

    /// <inheritdoc/>
    public string Claim => "Nobody gets more requests answered in a window than the target declares.";

    /// <inheritdoc/>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = new RawHttp(context.Target, context.AnswerTimeout, context.Time);
        var log = new AttackLog(Name);
        var credential = await options.Credential(cancellation);
        log.Secrets.Add(credential);
        log.Secrets.Add(options.Carrier.Encode(credential));
        var request = options.Carrier.Put(options.Request with { Headers = [.. context.Headers, .. options.Request.Headers] }, credential);
        if (await ExceedAsync(http, log, request, context, cancellation))
            await TricksAsync(http, log, request, context, cancellation);
        return log.ToResult();
    }

    private static async Task<RawResponse?> SendAsync(RawHttp http, RawRequest request, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (WireException)
        {
            return null;
        }
    }

    /// <summary>Sends until the limit shows.</summary>
    /// <returns>Whether it showed.</returns>
    private async Task<bool> ExceedAsync(RawHttp http, AttackLog log, RawRequest request, AttackContext context, CancellationToken cancellation)
    {
        var begun = context.Time.GetTimestamp();
        var answered = 0;
        // Two windows may touch, or a bucket be full: twice the limit can be right within the length of one.
        var most = 2 * options.Requests;
        for (var sent = 0; sent < most + Margin; sent++)
        {
            var response = await SendAsync(http, request, cancellation);
            if (sent == 0)
                log.Control("the first request", response is { IsSuccess: true }, response is null ? "no answer" : $"status {response.Status}: {response.Beginning(200)}");
            if (context.Time.GetElapsedTime(begun) > options.Window)
            {
                log.Attempt(BeyondGroup, Answer.Unclear);
                return false;
            }

            if (response is { Status: 429 })
            {
                log.Attempt(BeyondGroup, Answer.Refused);
                return true;
            }

            answered += response is { IsSuccess: true } ? 1 : 0;
            if (answered > most)
            {
                log.Attempt(BeyondGroup, Answer.Accepted);
                log.Find(BeyondGroup, $"more than twice {options.Requests} requests within one window of {options.Window.TotalSeconds:0.###} s", Unlimited, context.Target, request, response!);
                return false;
            }
        }

        log.Attempt(BeyondGroup, Answer.Unclear);
        return false;
    }

    /// <summary>Tries each trick between two plain requests that are refused: what succeeds there got round the limit.</summary>
    private static async Task TricksAsync(RawHttp http, AttackLog log, RawRequest request, AttackContext context, CancellationToken cancellation)
    {
        foreach (var (name, trick) in Tricks(request))
        {
            var before = await SendAsync(http, request, cancellation);
            var response = await SendAsync(http, trick, cancellation);
            var after = await SendAsync(http, request, cancellation);
            var limited = before is { Status: 429 } && after is { Status: 429 };
            var answer = response is null ? Answer.Unclear : !response.IsSuccess ? Answer.Refused : limited ? Answer.Accepted : Answer.Unclear;
            log.Attempt(TrickGroup, answer);
            if (answer == Answer.Accepted)
                log.Find(TrickGroup, name, Unlimited, context.Target, trick, response!);
        }
    }

    private static IEnumerable<(string Name, RawRequest Request)> Tricks(RawRequest request)
    {
        foreach (var header in new[] { "X-Forwarded-For", "X-Real-IP", "X-Client-IP", "True-Client-IP", "Forwarded" })
            yield return ($"{header} of another address", request.With(header, header == "Forwarded" ? "for=198.51.100.7" : "198.51.100.7"));
        yield return ("another User-Agent", request with { Headers = [.. request.Headers.Where(header => header.Key != "User-Agent"), KeyValuePair.Create("User-Agent", "another/1.0")] });
        foreach (var (name, target) in SpellingAttempts.Paths(request.Target))
            yield return (name, request with { Target = target });
        yield return ("a query that means nothing", request with { Target = $"{request.Target}{(request.Target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lighthouse=1" });
    }
}

/// <summary>What the attack needs to know of a target.</summary>
public sealed record DeclaredRateOptions
{
    /// <summary>How many requests one identity may make in a window.</summary>
    public required int Requests { get; init; }

    /// <summary>Length of the window.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Where the credential stands.</summary>
    public required CredentialCarrier Carrier { get; init; }

    /// <summary>Gives a credential that is valid now; asked once.</summary>
    public required Func<CancellationToken, Task<string>> Credential { get; init; }

    /// <summary>A request that changes nothing and succeeds.</summary>
    public required RawRequest Request { get; init; }
}
