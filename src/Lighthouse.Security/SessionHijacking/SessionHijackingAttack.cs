using System.Net;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.SessionHijacking;

/// <summary>Uses others' sessions: from elsewhere, after their end, fixed, guessed; and takes others' sessions away.</summary>
/// <param name="options">What it needs to know of the target.</param>
public sealed class SessionHijackingAttack(SessionHijackingOptions options) : IAttack
{
    private const string Elsewhere = "stolen, used from elsewhere";
    private const string OtherProgram = "stolen, used by another program";
    private const string Ended = "used after its end";
    private const string Evicted = "taken away";

    /// <inheritdoc/>
    public string Name => "session-hijacking";

    /// <inheritdoc/>
    public string Claim => "A session is usable by nobody but whoever opened it, only until it ends, and only its owner's word ends it before its time.";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An option is outside what is allowed.</exception>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        options.Validate();
        var log = new AttackLog(Name);
        var prober = new Prober(context, log);
        var ended = await EndedAtOnceAsync(prober, cancellation);
        var endedAt = context.Time.GetTimestamp();
        if (options.OtherAddress is not null)
            await FromElsewhereAsync(prober, new Prober(context, log, options.OtherAddress), cancellation);
        await OtherProgramAsync(prober, cancellation);
        await new FixationAttempts(options, prober).RunAsync(cancellation);
        await new PredictionAttempts(options, prober, context).RunAsync(cancellation);
        await EvictAsync(prober, cancellation);

        var wait = options.Later - context.Time.GetElapsedTime(endedAt);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, context.Time, cancellation);
        foreach (var (name, session) in ended)
            await prober.TryAsync(new Trial(Ended, $"{name}, used later", HijackFlaws.Ended, Use(session)), cancellation);
        return log.ToResult();
    }

    private RawRequest Use(StolenSession session) => options.Uses(session)[0].Value;

    private async Task<List<(string Name, StolenSession Session)>> EndedAtOnceAsync(Prober prober, CancellationToken cancellation)
    {
        var ended = new List<(string, StolenSession)>();
        foreach (var end in options.Ends)
        {
            var session = await options.Open(cancellation);

            // Twice, because what remembers a checked token has then seen it.
            await prober.ControlAsync($"{end.Name}: the session works before", Use(session), cancellation);
            await prober.ControlAsync($"{end.Name}: the session works before, again", Use(session), cancellation);
            await end.Run(session, cancellation);
            foreach (var (operation, request) in options.Uses(session))
                await prober.TryAsync(new Trial(Ended, $"{end.Name}, used at once: {operation}", HijackFlaws.Ended, request), cancellation);
            ended.Add((end.Name, session));
        }

        return ended;
    }

    private async Task FromElsewhereAsync(Prober prober, Prober elsewhere, CancellationToken cancellation)
    {
        var session = await options.Open(cancellation);
        foreach (var (operation, request) in options.Uses(session))
            await elsewhere.TryAsync(new Trial(Elsewhere, operation, HijackFlaws.Theft, request), cancellation);
        foreach (var header in new[] { "X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP" })
        {
            var value = header == "Forwarded" ? $"for={IPAddress.Loopback}" : IPAddress.Loopback.ToString();
            await elsewhere.TryAsync(new Trial(Elsewhere, $"with {header}", HijackFlaws.Theft, Use(session).With(header, value)), cancellation);
        }

        await prober.ControlAsync("the session still works where it was opened", Use(session), cancellation);

        // That the other address reaches the target at all.
        var opened = await elsewhere.SendAsync(await options.Opening(cancellation), cancellation) is { } response ? options.ReadOpened(response) : null;
        if (opened is null)
            await elsewhere.ControlAsync("a session can be opened from the other address", await options.Opening(cancellation), cancellation);
        else
            await elsewhere.ControlAsync("a session that was opened from the other address works from there", Use(opened), cancellation);
    }

    private async Task OtherProgramAsync(Prober prober, CancellationToken cancellation)
    {
        var session = await options.Open(cancellation);
        foreach (var (operation, request) in options.Uses(session))
            await prober.TryAsync(new Trial(OtherProgram, $"{operation}: another User-Agent", HijackFlaws.Theft, WithAgent(request, "curl/8.5.0")), cancellation);
        var own = Use(session).Headers.First(IsAgent).Value;
        foreach (var (name, agents) in Agents(own))
            await prober.TryAsync(new Trial(OtherProgram, name, HijackFlaws.Theft, WithAgent(Use(session), agents)), cancellation);
        await prober.ControlAsync("the session still works for the program that opened it", Use(session), cancellation);
    }

    private static IEnumerable<(string Name, string[] Agents)> Agents(string own) =>
    [
        ("no User-Agent", []),
        ("an empty User-Agent", [""]),
        ("the User-Agent in upper case", [own.ToUpperInvariant()]),
        ("the User-Agent cut short", [own[..^1]]),
        ("the User-Agent and something behind it", [own + " (x)"]),
        ("the beginning of the User-Agent", [own.Split('/')[0]]),
        ("two User-Agents, the own one first", [own, "curl/8.5.0"]),
        ("two User-Agents, the own one last", ["curl/8.5.0", own]),
    ];

    private async Task EvictAsync(Prober prober, CancellationToken cancellation)
    {
        foreach (var eviction in options.Evictions)
        {
            var victim = await options.Open(cancellation);
            await prober.ControlAsync($"{eviction.Name}: the victim's session works before", Use(victim), cancellation);
            await eviction.Run(victim, cancellation);
            await StillWorksAsync(prober, eviction.Name, Use(victim), cancellation);
            if (eviction.Afterwards is not null)
                await StillWorksAsync(prober, $"{eviction.Name}, what the victim does then", eviction.Afterwards(victim), cancellation);
        }
    }

    private static async Task StillWorksAsync(Prober prober, string name, RawRequest request, CancellationToken cancellation)
    {
        var response = await prober.SendAsync(request, cancellation);
        var answer = response is null or { Status: >= 500 } ? Answer.Unclear : Prober.Succeeds(response) ? Answer.Refused : Answer.Accepted;
        prober.Note(new Trial(Evicted, name, HijackFlaws.Eviction, request), answer, response);
    }

    private static bool IsAgent(KeyValuePair<string, string> header) => header.Key.Equals("User-Agent", StringComparison.OrdinalIgnoreCase);

    private static RawRequest WithAgent(RawRequest request, params string[] agents) =>
        request with { Headers = [.. request.Headers.Where(header => !IsAgent(header)), .. agents.Select(agent => KeyValuePair.Create("User-Agent", agent))] };
}
