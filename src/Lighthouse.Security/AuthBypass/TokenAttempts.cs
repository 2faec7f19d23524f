using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AuthBypass;

/// <summary>Attempts that change only the Authorization header.</summary>
internal static class TokenAttempts
{
    /// <summary>The attempts for one operation.</summary>
    /// <param name="request">The legitimate request without a token.</param>
    /// <param name="token">A live token to forge from; it is never sent as it is.</param>
    /// <param name="random">For the key of the forger.</param>
    public static IEnumerable<BypassAttempt> For(RawRequest request, string token, Random random)
    {
        yield return new BypassAttempt("no token", "no Authorization header", BypassFlaws.Authentication, request, true);
        foreach (var (name, value) in WithoutToken())
            yield return Attempt("no token", name, BypassFlaws.Authentication, value);
        foreach (var (name, forged) in Forged(token, random))
            yield return Attempt("forged token", name, BypassFlaws.Signature, $"Bearer {forged}");

        var bad = TokenForgery.ChangedAt(token, token.Length - 1);
        foreach (var (name, value) in Spelled(bad))
            yield return Attempt("case and encoding", name, BypassFlaws.Signature, value);
        yield return new BypassAttempt(
            "case and encoding", "two Authorization headers", BypassFlaws.Signature,
            request.With("Authorization", $"Bearer {bad}").With("Authorization", "Bearer garbage-garbage"), true);

        BypassAttempt Attempt(string group, string name, Flaw flaw, string value) =>
            new(group, name, flaw, request.With("Authorization", value), true);
    }

    private static IEnumerable<(string Name, string Value)> WithoutToken() =>
    [
        ("empty header", ""),
        ("'Bearer' alone", "Bearer"),
        ("'Bearer' and a blank", "Bearer "),
        ("malformed: no scheme", "garbage-garbage-garbage"),
        ("malformed: separators only", "Bearer :::"),
        ("malformed: the word null", "Bearer null"),
        ("malformed: the word undefined", "Bearer undefined"),
        ("too short", "Bearer abc"),
        ("other scheme", "Basic YWRtaW46YWRtaW4="),
        ("an unsigned JSON web token", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."),
    ];

    private static IEnumerable<(string Name, string Token)> Forged(string token, Random random)
    {
        yield return ("truncated by one character", token[..^1]);
        yield return ("truncated to a half", token[..(token.Length / 2)]);
        if (token.LastIndexOfAny([':', '.']) is var last and > 0)
        {
            yield return ("signature cut off", token[..last]);
            yield return ("signature empty", token[..(last + 1)]);
        }

        foreach (var place in new[] { 0, token.Length / 4, token.Length / 2, token.Length * 3 / 4, token.Length - 1 }.Distinct())
            yield return ($"character {place + 1} of {token.Length} changed", TokenForgery.ChangedAt(token, place));
        if (TokenForgery.SignedWithOtherKey(token, random) is { } other)
            yield return ("signed with another key", other);
        if (TokenForgery.WithTimeMoved(token, -315_360_000) is { } earlier)
            yield return ("issued ten years earlier", earlier);
        if (TokenForgery.WithTimeMoved(token, 315_360_000) is { } later)
            yield return ("issued ten years later", later);
    }

    private static IEnumerable<(string Name, string Value)> Spelled(string bad) =>
    [
        ("'bearer' in lower case", $"bearer {bad}"),
        ("'BEARER' in upper case", $"BEARER {bad}"),
        ("'BEARER' with garbage", "BEARER garbage-garbage-garbage"),
        ("percent-encoded", $"Bearer {string.Concat(bad.Select(character => $"%{(int)character:X2}"))}"),
        ("trailing blanks", $"Bearer {bad}   "),
        ("trailing tab", $"Bearer {bad}\t"),
        ("tab for the blank", $"Bearer\t{bad}"),
        ("percent-encoded NUL at the end", $"Bearer {bad}%00"),
        ("UTF-16 with percent-encoded NULs", $"Bearer {string.Concat(bad.Select(character => $"{character}%00"))}"),
        ("in quotes", $"Bearer \"{bad}\""),
        ("with a comma and a second value", $"Bearer {bad}, Bearer garbage-garbage"),
    ];
}
