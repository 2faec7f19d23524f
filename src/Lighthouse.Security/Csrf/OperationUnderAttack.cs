using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Csrf;

/// <summary>Tries attempts on one operation and believes its effects, not its answers.</summary>
internal sealed class OperationUnderAttack
{
    private readonly string _name;
    private readonly Func<CancellationToken, Task<CsrfCase>> _fresh;
    private readonly AttackContext _context;
    private readonly AttackLog _log;
    private readonly PatientSender _sender;
    private CsrfCase _case;
    private long _effects;

    private OperationUnderAttack(string name, Func<CancellationToken, Task<CsrfCase>> fresh, CsrfCase first, AttackContext context, AttackLog log)
    {
        (_name, _fresh, _case, _context, _log) = (name, fresh, first, context, log);
        _sender = new PatientSender(new RawHttp(context.Target, context.AnswerTimeout, context.Time), context, mayRepeat: false);
    }

    /// <summary>Proves first that the operation works, without an Origin and from the own one.</summary>
    public static async Task<OperationUnderAttack> BeginAsync(
        string name, Func<CancellationToken, Task<CsrfCase>> fresh, AttackContext context, AttackLog log, CancellationToken cancellation)
    {
        var probe = new OperationUnderAttack(name, fresh, await fresh(cancellation), context, log);
        await probe.ControlAsync($"{name}: without an Origin", CsrfAttempts.WithToken, cancellation);
        var own = context.Target.GetLeftPart(UriPartial.Authority);
        await probe.ControlAsync($"{name}: from the own origin", one => CsrfAttempts.WithToken(one).With("Origin", own).With("Sec-Fetch-Site", "same-origin"), cancellation);
        await probe.RenewAsync(cancellation);
        return probe;
    }

    public async Task TryAsync(CsrfAttempt attempt, CancellationToken cancellation)
    {
        var request = WithHeaders(attempt.Make(_case));
        var response = await _sender.SendAsync(request, cancellation);
        var took = await _case.Effects(cancellation) > _effects;
        _log.Attempt(attempt.Group, took ? Answer.Accepted : Judge(response, request));
        if (!took)
            return;
        _log.Find(attempt.Group, $"{_name}: {attempt.Name}", attempt.Flaw, _context.Target, request, response ?? new RawResponse(0, [], ""));
        await RenewAsync(cancellation);
    }

    /// <summary>Proves that what the attempts used would have worked until the end.</summary>
    public Task EndAsync(CancellationToken cancellation) =>
        ControlAsync($"{_name}: what the attempts used works without an Origin", CsrfAttempts.WithToken, cancellation, _case);

    private async Task ControlAsync(string name, Func<CsrfCase, RawRequest> make, CancellationToken cancellation, CsrfCase? kept = null)
    {
        var one = kept ?? await HideAsync(cancellation);
        var before = await one.Effects(cancellation);
        var response = await _sender.SendAsync(WithHeaders(make(one)), cancellation);
        var took = await one.Effects(cancellation) > before;
        _log.Control(name, took && response is { IsSuccess: true }, response is null ? "no answer" : $"{response.Status}, {(took ? "took effect" : "took no effect")}");
    }

    private async Task RenewAsync(CancellationToken cancellation)
    {
        _case = await HideAsync(cancellation);
        _effects = await _case.Effects(cancellation);
    }

    private async Task<CsrfCase> HideAsync(CancellationToken cancellation)
    {
        var one = await _fresh(cancellation);
        _log.Secrets.Add(one.Token);
        return one;
    }

    private RawRequest WithHeaders(RawRequest request) => _context.Headers.Aggregate(request, (made, header) => Has(made, header.Key) ? made : made.With(header.Key, header.Value));

    private static bool Has(RawRequest request, string name) => request.Headers.Any(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));

    // A success without an effect: either it lies, or the effect is not the one that was looked for. A safe method may well succeed.
    private static Answer Judge(RawResponse? response, RawRequest request) => response switch
    {
        null or { Status: 429 or >= 500 } => Answer.Unclear,
        { IsSuccess: true } when request.Method is not ("GET" or "HEAD") => Answer.Unclear,
        _ => Answer.Refused,
    };
}
