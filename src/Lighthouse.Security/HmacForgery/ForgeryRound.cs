using Lighthouse.Security.Wire;

namespace Lighthouse.Security.HmacForgery;

/// <summary>Tries forgeries of one genuine message, which must still work after all of them.</summary>
internal sealed class ForgeryRound(AttackContext context, AttackLog log, int atOnce)
{
    private readonly PatientSender _sender = new(new RawHttp(context.Target, context.AnswerTimeout, context.Time), context, mayRepeat: true);
    private readonly Lock _writing = new();

    /// <summary>Sends about so many forgeries: in the first round the chosen ones too, however few bits are asked for.</summary>
    /// <returns>How many were sent.</returns>
    public async Task<int> RunAsync(Func<CancellationToken, Task<SignedMessage>> fresh, int count, bool isFirst, CancellationToken cancellation)
    {
        var message = await FreshAsync(fresh, cancellation);
        List<Forgery> chosen = isFirst ? [.. Forgeries.Chosen(message)] : [];
        var bits = Forgeries.Bits(message).ToArray();
        context.Random.Shuffle(bits);
        List<Forgery> all = [.. chosen, .. bits.Take(Math.Max(1, count - chosen.Count))];
        await Parallel.ForEachAsync(
            all, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellation }, async (forgery, token) => await TryAsync(message, forgery, token));
        // Where a forgery was accepted, it may have used the genuine message up.
        var genuine = log.HasFindings ? await FreshAsync(fresh, cancellation) : message;
        var response = await _sender.SendAsync(Request(genuine, new Forgery("", "", [.. genuine.Parts.Select(part => part.Value)], genuine.Signature)), cancellation);
        log.Control($"{message.Name}: the genuine one is accepted after the forged ones", response is { IsSuccess: true }, response is null ? "no answer" : $"{response.Status}");
        return all.Count;
    }

    private async Task<SignedMessage> FreshAsync(Func<CancellationToken, Task<SignedMessage>> fresh, CancellationToken cancellation)
    {
        var message = await fresh(cancellation);
        foreach (var secret in message.Secrets.Append(message.Signature))
            log.Secrets.Add(secret);
        return message;
    }

    private async Task TryAsync(SignedMessage message, Forgery forgery, CancellationToken cancellation)
    {
        var request = Request(message, forgery);
        var response = await _sender.SendAsync(request, cancellation);
        var answer = response switch
        {
            null or { Status: 429 or >= 500 } => Answer.Unclear,
            { IsSuccess: true } => Answer.Accepted,
            _ => Answer.Refused,
        };
        lock (_writing)
        {
            log.Attempt($"{message.Name}: {forgery.Group}", answer);
            if (answer == Answer.Accepted)
                log.Find($"{message.Name}: {forgery.Group}", $"{message.Name}: {forgery.Name}", HmacForgeryFlaws.Forged, context.Target, request, response!);
        }
    }

    private RawRequest Request(SignedMessage message, Forgery forgery)
    {
        var request = message.Build(forgery.Values, forgery.Signature);
        return context.Headers.Where(header => request.Headers.All(own => !own.Key.Equals(header.Key, StringComparison.OrdinalIgnoreCase)))
            .Aggregate(request, (made, header) => made.With(header.Key, header.Value));
    }
}
