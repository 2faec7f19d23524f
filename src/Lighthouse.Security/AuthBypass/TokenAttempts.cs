using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AuthBypass;

/// <summary>Attempts that change only the credential, in the place where it belongs.</summary>
internal static class TokenAttempts
{
    /// <summary>The attempts for one operation.</summary>
    /// <param name="request">The legitimate request without a token.</param>
    /// <param name="carrier">Where the token stands.</param>
    /// <param name="token">A live token to forge from; it is never sent as it is.</param>
    /// <param name="random">For the key of the forger.</param>
    public static IEnumerable<BypassAttempt> For(RawRequest request, CredentialCarrier carrier, string token, Random random)
    {
        yield return new BypassAttempt("no token", $"no {carrier.Place}", BypassFlaws.Authentication, request, true);
        foreach (var (name, value) in WithoutToken(carrier))
            yield return Raw("no token", name, BypassFlaws.Authentication, value);
        foreach (var (name, forged) in Forged(token, carrier, random))
            yield return Raw("forged token", name, BypassFlaws.Signature, carrier.Written(forged)) with { Secrets = [forged, carrier.Encode(forged)] };

        var bad = carrier.Encode(TokenForgery.ChangedAt(token, token.Length - 1));
        foreach (var (name, value) in Spelled(carrier, bad))
            yield return Raw("case and encoding", name, BypassFlaws.Signature, value) with { Secrets = [bad] };
        yield return new BypassAttempt(
            "case and encoding", carrier is HeaderCarrier or BasicCarrier ? $"two {carrier.Place}s" : $"{carrier.Place} twice", BypassFlaws.Signature,
            carrier.PutRaw(carrier.PutRaw(request, WithScheme(carrier, bad)), WithScheme(carrier, "garbage-garbage")), true) { Secrets = [bad] };

        BypassAttempt Raw(string group, string name, Flaw flaw, string value) => new(group, name, flaw, carrier.PutRaw(request, value), true);
    }

    private static string WithScheme(CredentialCarrier carrier, string value) => carrier.Scheme is null ? value : $"{carrier.Scheme} {value}";

    private static IEnumerable<(string Name, string Value)> WithoutToken(CredentialCarrier carrier)
    {
        yield return (carrier is HeaderCarrier or BasicCarrier ? "empty header" : "empty value", "");
        if (carrier.Scheme is { } scheme)
        {
            yield return ($"'{scheme}' alone", scheme);
            yield return ($"'{scheme}' and a blank", $"{scheme} ");
            yield return ("malformed: no scheme", "garbage-garbage-garbage");
            yield return carrier is BasicCarrier ? ("other scheme", "Bearer garbage-garbage-garbage") : ("other scheme", "Basic YWRtaW46YWRtaW4=");
        }

        yield return ("malformed: separators only", WithScheme(carrier, ":::"));
        yield return ("malformed: the word null", WithScheme(carrier, "null"));
        yield return ("malformed: the word undefined", WithScheme(carrier, "undefined"));
        yield return ("too short", WithScheme(carrier, "abc"));
        if (carrier is BasicCarrier)
        {
            foreach (var guess in new[] { "admin:admin", "admin:password", "root:root", "guest:guest", ":" })
                yield return ($"a well-known pair, {guess}", carrier.Written(guess));
        }
        else
        {
            yield return ("an unsigned JSON web token", WithScheme(carrier, "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."));
        }
    }

    private static IEnumerable<(string Name, string Token)> Forged(string token, CredentialCarrier carrier, Random random)
    {
        // Padding says nothing: without it the token is still the same.
        var whole = token.TrimEnd('=');
        yield return ("truncated by one character", whole[..^1]);
        yield return ("truncated to a half", token[..(token.Length / 2)]);
        if (token.LastIndexOfAny([':', '.']) is var last and > 0 && last < token.Length - 1)
        {
            yield return ("signature cut off", token[..last]);
            yield return ("signature empty", token[..(last + 1)]);
        }

        foreach (var (name, place) in Places(token.Length).DistinctBy(one => one.Place))
            yield return ($"{name} changed", TokenForgery.ChangedAt(token, place));
        if (TokenForgery.SignedWithOtherKey(token, random) is { } other)
            yield return ("signed with another key", other);
        if (TokenForgery.WithTimeMoved(token, -315_360_000) is { } earlier)
            yield return ("issued ten years earlier", earlier);
        if (TokenForgery.WithTimeMoved(token, 315_360_000) is { } later)
            yield return ("issued ten years later", later);
        if (carrier is BasicCarrier)
        {
            foreach (var wrong in WrongPasswords(token))
                yield return wrong;
        }
    }

    // In words: a length would tell of the secret, and be another one in the next run.
    private static IEnumerable<(string Name, int Place)> Places(int length) =>
    [
        ("first character", 0), ("character a quarter in", length / 4), ("character in the middle", length / 2),
        ("character three quarters in", length * 3 / 4), ("last character", length - 1),
    ];

    private static IEnumerable<(string Name, string Pair)> WrongPasswords(string pair)
    {
        // An old hash looks at the first eight characters only.
        yield return ("a character more in the password", $"{pair}x");
        var (user, password) = (pair[..(pair.IndexOf(':', StringComparison.Ordinal) + 1)], pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        var otherCase = string.Concat(password.Select(letter => char.IsUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)));
        if (otherCase != password)
            yield return ("the password in the other case", user + otherCase);
        yield return ("the user's name as the password", user + user.TrimEnd(':'));
    }

    private static IEnumerable<(string Name, string Value)> Spelled(CredentialCarrier carrier, string bad)
    {
        if (carrier.Scheme is { } scheme)
        {
            yield return ($"'{scheme.ToLowerInvariant()}' in lower case", $"{scheme.ToLowerInvariant()} {bad}");
            yield return ($"'{scheme.ToUpperInvariant()}' in upper case", $"{scheme.ToUpperInvariant()} {bad}");
            yield return ($"'{scheme.ToUpperInvariant()}' with garbage", $"{scheme.ToUpperInvariant()} garbage-garbage-garbage");
            yield return ("tab for the blank", $"{scheme}\t{bad}");
        }

        var whole = WithScheme(carrier, bad);
        yield return ("percent-encoded", WithScheme(carrier, string.Concat(bad.Select(character => $"%{(int)character:X2}"))));
        yield return ("trailing blanks", $"{whole}   ");
        yield return ("trailing tab", $"{whole}\t");
        yield return ("percent-encoded NUL at the end", $"{whole}%00");
        yield return ("UTF-16 with percent-encoded NULs", WithScheme(carrier, string.Concat(bad.Select(character => $"{character}%00"))));
        yield return ("in quotes", WithScheme(carrier, $"\"{bad}\""));
        yield return ("with a comma and a second value", $"{whole}, {WithScheme(carrier, "garbage-garbage")}");
    }
}
