using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Csrf;

/// <summary>Asks for the leave that a browser asks for on behalf of a page, and looks whether answers give it.</summary>
internal sealed class CorsProbe(AttackContext context, AttackLog log)
{
    private const string Group = "leave for a foreign origin";
    private readonly PatientSender _sender = new(new RawHttp(context.Target, context.AnswerTimeout, context.Time), context, mayRepeat: true);

    public async Task RunAsync(string operation, CsrfCase one, CancellationToken cancellation)
    {
        log.Secrets.Add(one.Token);
        foreach (var (name, origin) in ForeignOrigins.Of(context.Target))
        {
            var preflight = new RawRequest("OPTIONS", one.Request.Target).With("Origin", origin)
                .With("Access-Control-Request-Method", one.Request.Method).With("Access-Control-Request-Headers", "authorization, content-type");
            await TryAsync($"{operation}: preflight, Origin: {name}", preflight, origin, cancellation);
            // Its answer must not be readable either; without a token it changes nothing.
            await TryAsync($"{operation}: request, Origin: {name}", one.Request.With("Origin", origin), origin, cancellation);
        }
    }

    private async Task TryAsync(string name, RawRequest request, string origin, CancellationToken cancellation)
    {
        request = context.Headers.Where(header => request.Headers.All(own => !own.Key.Equals(header.Key, StringComparison.OrdinalIgnoreCase)))
            .Aggregate(request, (made, header) => made.With(header.Key, header.Value));
        var response = await _sender.SendAsync(request, cancellation);
        var answer = response switch { null => Answer.Unclear, _ when Allows(response, origin) => Answer.Accepted, _ => Answer.Refused };
        log.Attempt(Group, answer);
        if (answer == Answer.Accepted)
            log.Find(Group, name, CsrfFlaws.Cors, context.Target, request, response!);
    }

    private static bool Allows(RawResponse response, string origin) => response.Headers
        .Where(header => header.Key.Equals("Access-Control-Allow-Origin", StringComparison.OrdinalIgnoreCase))
        .Any(header => header.Value.Trim() is "*" or "null" || header.Value.Contains(origin, StringComparison.OrdinalIgnoreCase));
}
