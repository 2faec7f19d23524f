using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.CrossAccess;

/// <summary>Sends changes as a browser would on behalf of another site: with the user's ambient credential, a foreign origin and a content type that needs no preflight.</summary>
/// <param name="options">What it needs to know of the target.</param>
public sealed class ForeignOriginAttack(ForeignOriginOptions options) : IAttack
{
    private const string Foreign = "https://attacker.example";
    private const string SimpleGroup = "simple request of a foreign origin";
    private const string PreflightGroup = "preflight of a foreign origin";

    private static readonly string[] s_simpleTypes =
        ["text/plain", "text/plain; charset=utf-8", "text/plain; application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];

    private static readonly Flaw Simple = new(
        Weakness.CrossSiteRequestForgery, Severity.High,
        "Refuse changes whose Origin is not the service's own, or ask for a token that another site cannot read; mark the session cookie SameSite=Lax or Strict.");

    private static readonly Flaw Preflight = new(
        Weakness.CrossSiteRequestForgery, Severity.High,
        "Allow credentials only to origins on a list; never reflect the Origin that asks.");

    /// <inheritdoc/>
    public string Name => "foreign-origin";

    /// <inheritdoc/>
    public string Claim => "No change is made because another site made the user's browser ask for it.";

    /// <inheritdoc/>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!options.Carrier.IsAmbient)
            return AttackResult.DoesNotApply($"the credential stands in the {options.Carrier.Place}, which a browser never adds by itself.");
        if (options.IsSameSite)
            return AttackResult.DoesNotApply("the session cookie is marked SameSite=Lax or Strict, so a browser does not send it with changes that another site asks for.");
        if (options.Changes.Count == 0)
            return AttackResult.DoesNotApply("no operation is known that changes something.");
        var log = new AttackLog(Name);
        var sender = new PatientSender(new RawHttp(context.Target, context.AnswerTimeout, context.Time), context, mayRepeat: false);
        foreach (var (operation, example) in options.Changes)
        {
            var request = OperationRequest.For(operation, example, context.Headers);
            await ControlAsync("before the attempts");
            foreach (var (name, attempt) in SimpleRequests(request, context.Target))
                await TryAsync(SimpleGroup, $"{operation.Id}: {name}", Simple, attempt, response => response.IsSuccess);
            foreach (var (name, origin, attempt) in Preflights(request, context.Target))
                await TryAsync(PreflightGroup, $"{operation.Id}: {name}", Preflight, attempt, response => Allows(response, origin), anonymous: true);
            await ControlAsync("after the attempts");

            async Task ControlAsync(string when)
            {
                var response = await sender.SendAsync(await PresentedAsync(request), cancellation);
                log.Control($"{operation.Id} from its own site, {when}", response is { IsSuccess: true }, response is null ? "no answer" : $"status {response.Status}: {response.Beginning(200)}");
            }
        }

        return log.ToResult();

        async Task TryAsync(string group, string name, Flaw flaw, RawRequest attempt, Func<RawResponse, bool> gotThrough, bool anonymous = false)
        {
            // A browser sends no credential with a preflight.
            var sent = anonymous ? attempt : await PresentedAsync(attempt);
            var response = await sender.SendAsync(sent, cancellation);
            var answer = response is null ? Answer.Unclear
                : gotThrough(response) ? Answer.Accepted
                : response.Status is 429 or >= 500 and not 501 ? Answer.Unclear : Answer.Refused;
            log.Attempt(group, answer);
            if (answer == Answer.Accepted)
                log.Find(group, name, flaw, context.Target, sent, response!);
        }

        async Task<RawRequest> PresentedAsync(RawRequest request)
        {
            var credential = await options.Credential(cancellation);
            log.Secrets.Add(credential);
            log.Secrets.Add(options.Carrier.Encode(credential));
            return options.Carrier.Put(request, credential);
        }
    }

    // What a form on another site can send without asking first.
    private static IEnumerable<(string Name, RawRequest Request)> SimpleRequests(RawRequest request, Uri target)
    {
        if (request.Method is not ("GET" or "POST"))
            yield break;
        foreach (var type in request.Body is null ? new string?[] { null } : s_simpleTypes)
        {
            var typed = type is null ? request : request with { ContentType = type };
            var asType = type is null ? "" : $", as {type}";
            foreach (var origin in Origins(target))
            {
                var fetch = typed.With("Origin", origin).With("Sec-Fetch-Site", "cross-site").With("Sec-Fetch-Mode", "no-cors");
                yield return ($"Origin {origin}{asType}", fetch);
                yield return ($"Origin and Referer {origin}{asType}", fetch.With("Referer", $"{Foreign}/"));
            }

            yield return ($"Referer {Foreign}/{asType}", typed.With("Referer", $"{Foreign}/"));
        }
    }

    private static IEnumerable<(string Name, string Origin, RawRequest Request)> Preflights(RawRequest request, Uri target)
    {
        foreach (var (origin, headers) in Origins(target).SelectMany(origin => new[] { "content-type", "authorization,content-type" }.Select(headers => (origin, headers))))
        {
            yield return ($"preflight of Origin {origin} for {headers}", origin, new RawRequest("OPTIONS", request.Target)
            {
                Headers = [KeyValuePair.Create("Origin", origin), KeyValuePair.Create("Access-Control-Request-Method", request.Method), KeyValuePair.Create("Access-Control-Request-Headers", headers)],
            });
        }
    }

    // Those that a browser can send.
    private static IEnumerable<string> Origins(Uri target) =>
    [
        Foreign, "null", $"{target.Scheme}://{target.Host}.attacker.example", $"{target.Scheme}://attacker-{target.Authority}",
        $"{target.Scheme}://{target.Host}:{(target.Port == 1 ? 2 : 1)}", $"{(target.Scheme == "https" ? "http" : "https")}://{target.Authority}",
        $"https://attacker.example:{target.Port}", "chrome-extension://attacker",
    ];

    private static bool Allows(RawResponse response, string origin) =>
        response.IsSuccess && response.Header("Access-Control-Allow-Origin") == origin
        && string.Equals(response.Header("Access-Control-Allow-Credentials"), "true", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What the attack needs to know of a target.</summary>
public sealed record ForeignOriginOptions
{
    /// <summary>Where the credential stands.</summary>
    public required CredentialCarrier Carrier { get; init; }

    /// <summary>Gives a credential that is valid now.</summary>
    public required Func<CancellationToken, Task<string>> Credential { get; init; }

    /// <summary>Whether its cookie is marked so that browsers keep it to their own site. Default: not known, so no.</summary>
    public bool IsSameSite { get; init; }

    /// <summary>Operations that change something, and what to send to them.</summary>
    public required IReadOnlyList<(OpenApiOperation Operation, OperationExample Example)> Changes { get; init; }
}
