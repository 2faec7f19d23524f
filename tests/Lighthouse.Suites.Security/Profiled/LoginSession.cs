using System.Globalization;
using System.Text.Json;
using Lighthouse.Readiness.TargetProfiles;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security.Profiled;

/// <summary>Opens sessions and finds the token in the answer.</summary>
internal sealed class LoginSession(RawHttp http, LoginIdentity identity)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Opens a session that must come about.</summary>
    public async Task<string> OpenAsync(string who, RawRequest login, CancellationToken cancellation)
    {
        var answer = await http.SendAsync(login, cancellation);
        if (answer.Status == 429 && int.TryParse(answer.Header("Retry-After"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && TimeSpan.FromSeconds(seconds) <= LongestWait)
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), cancellation);
            answer = await http.SendAsync(login, cancellation);
        }

        return TokenOf(answer) ?? throw new InvalidOperationException(
            $"LH3304: the login of the {who} was answered with status {answer.Status} and no token at {identity.Token.JsonPointer ?? $"cookie {identity.Token.Cookie}"}; correct 'login' in the profile, or the secret in its variable.");
    }

    /// <summary>The token in an answer; null when it has none that a request can carry.</summary>
    public string? TokenOf(RawResponse answer)
    {
        if (answer.Status is not (>= 200 and <= 399))
            return null;
        var token = identity.Token.JsonPointer is { } pointer ? JsonPointer.Find(answer.Body, pointer) : Cookie(answer, identity.Token.Cookie!);
        return token is { Length: > 1 } && !token.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)) ? token : null;
    }

    private static string? Cookie(RawResponse answer, string name) => answer.Headers
        .Where(header => header.Key.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
        .Select(header => header.Value.Split(';')[0].Trim())
        .Where(pair => pair.StartsWith($"{name}=", StringComparison.Ordinal))
        .Select(pair => pair[(name.Length + 1)..])
        .LastOrDefault();
}

/// <summary>Finds a text in a JSON document that a stranger wrote.</summary>
internal static class JsonPointer
{
    private const int Deepest = 32;

    /// <summary>The text or number at a pointer; null when there is none, or no JSON.</summary>
    public static string? Find(string json, string pointer)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest });
            var place = document.RootElement;
            foreach (var part in pointer[1..].Split('/').Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
            {
                if (Step(place, part) is not { } next)
                    return null;
                place = next;
            }

            return place.ValueKind switch { JsonValueKind.String => place.GetString(), JsonValueKind.Number => place.GetRawText(), _ => null };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement? Step(JsonElement place, string part) => place.ValueKind switch
    {
        JsonValueKind.Object when place.TryGetProperty(part, out var member) => member,
        JsonValueKind.Array when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < place.GetArrayLength() => place[index],
        _ => null,
    };
}
