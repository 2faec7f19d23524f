using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Csrf;

/// <summary>Opens WebSockets from foreign origins: browsers ask no leave for them.</summary>
internal sealed class SocketProbe(AttackContext context, AttackLog log)
{
    private const string Group = "WebSocket from a foreign origin";
    private const int Opened = 101;
    private readonly PatientSender _sender = new(new RawHttp(context.Target, context.AnswerTimeout, context.Time), context, mayRepeat: true);

    public async Task RunAsync(Func<CancellationToken, Task<RawRequest>> fresh, CancellationToken cancellation)
    {
        var handshake = await fresh(cancellation);
        foreach (var secret in handshake.Headers.Where(header => header.Key is "Authorization" or "Sec-WebSocket-Protocol"))
            log.Secrets.Add(secret.Value[(secret.Value.LastIndexOf(' ') + 1)..]);
        await ControlAsync("a WebSocket opens without an Origin", handshake, cancellation);
        await ControlAsync("a WebSocket opens from the own origin", handshake.With("Origin", context.Target.GetLeftPart(UriPartial.Authority)), cancellation);
        foreach (var (name, origin) in ForeignOrigins.Of(context.Target))
        {
            var request = handshake.With("Origin", origin);
            var response = await _sender.SendAsync(request, cancellation);
            var answer = response switch { null or { Status: 429 or >= 500 } => Answer.Unclear, { Status: Opened } => Answer.Accepted, _ => Answer.Refused };
            log.Attempt(Group, answer);
            if (answer == Answer.Accepted)
                log.Find(Group, $"handshake, Origin: {name}", CsrfFlaws.Socket, context.Target, request, response!);
        }
    }

    private async Task ControlAsync(string name, RawRequest request, CancellationToken cancellation)
    {
        var response = await _sender.SendAsync(request, cancellation);
        log.Control(name, response is { Status: Opened }, response is null ? "no answer" : $"{response.Status}");
    }
}
