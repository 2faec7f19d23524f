using Lighthouse.Security.Wire;

namespace Lighthouse.Security.SessionHijacking;

/// <summary>Looks at many session ids for a pattern, and makes tokens out of others.</summary>
internal sealed class PredictionAttempts(SessionHijackingOptions options, Prober prober, AttackContext context)
{
    private const string Pattern = "guessed";
    private const string Forged = "made of others' tokens";

    public async Task RunAsync(CancellationToken cancellation)
    {
        var sessions = new List<StolenSession>();
        var (opening, answer) = (new RawRequest("POST", "/"), new RawResponse(0, [], ""));
        var known = new List<string>();
        while (sessions.Count < options.Ids)
        {
            opening = await options.Opening(cancellation);
            known.Add(context.Time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (await prober.SendAsync(opening, cancellation) is not { } response || options.ReadOpened(response) is not { } session)
                break;
            answer = response;
            sessions.Add(session);
        }

        await prober.ControlAsync($"{options.Ids} sessions can be opened", await options.Opening(cancellation), _ => sessions.Count == options.Ids, cancellation);
        if (sessions.Count < options.Ids)
            return;
        foreach (var (name, holds) in IdPatterns.Of([.. sessions.Select(session => session.SessionId)], [.. sessions.Select(session => session.AgentId)], known))
            prober.Note(new Trial(Pattern, name, HijackFlaws.Prediction, opening), holds ? Answer.Accepted : Answer.Refused, answer);
        await ForgeAsync(sessions[^1], sessions[^2], cancellation);
    }

    private async Task ForgeAsync(StolenSession one, StolenSession other, CancellationToken cancellation)
    {
        foreach (var (name, token) in TokenMixing.Of(one.Token, other.Token).Where(mixed => mixed.Token != one.Token && mixed.Token != other.Token))
            await prober.TryAsync(new Trial(Forged, name, HijackFlaws.Forgery, options.Uses(one with { Token = token })[0].Value), cancellation);
        await prober.ControlAsync("the token that the forgeries were made of works", options.Uses(one)[0].Value, cancellation);
    }
}
