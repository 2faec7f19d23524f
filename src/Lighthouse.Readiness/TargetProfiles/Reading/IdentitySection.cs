using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Runbooks.Reading;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.TargetProfiles.Reading;

/// <summary>Reads one identity.</summary>
internal static class IdentitySection
{
    private static readonly string[] SecretHeaders = ["authorization", "cookie", "proxy-authorization"];

    internal static ProfiledIdentity? Read(Node? node, ProfileReading reading)
    {
        if (MapReader.Open(node, ProfileKeys.Identity, reading.Mistakes) is not { } map)
            return null;
        return reading.OnlyOne(map, RunbookCodes.IdentityKind, "an identity", ProfileKeys.Identity.Optional) switch
        {
            "headers" => Headers(map.Find("headers")!, reading),
            "cookie" => Open(map, "cookie", ProfileKeys.Cookie, reading, cookie => new CookieIdentity(cookie.Text("name", ProfileForms.Token), reading.Secret(cookie, "value"))),
            "basic" => Open(map, "basic", ProfileKeys.Basic, reading, basic => new BasicIdentity(basic.Text("user", ProfileForms.User), reading.Secret(basic, "password"))),
            "bearer" => new BearerIdentity(reading.Secret(map, "bearer")),
            "login" => Open(map, "login", ProfileKeys.Login, reading, login => Login(login, reading)),
            _ => null,
        };
    }

    private static ProfiledIdentity? Open(MapReader map, string key, KeySet keys, ProfileReading reading, Func<MapReader, ProfiledIdentity?> read) =>
        MapReader.Open(map.Find(key), keys, reading.Mistakes) is { } inner ? read(inner) : null;

    private static HeaderIdentity? Headers(Node node, ProfileReading reading)
    {
        var secrets = new List<(string Name, Template Value)>();
        var others = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in MapReader.OpenNamed(node, "headers", ProfileForms.Token, reading.Mistakes))
        {
            var template = reading.Noted(new Template(reading.Mistakes.ReadText(value, $"header '{name.Text}'", ProfileForms.Value)), value);
            if (template.Variables.Count > 0)
                secrets.Add((name.Text, template));
            else if (SecretHeaders.Contains(name.Text.ToLowerInvariant()))
                reading.Mistakes.Add(RunbookCodes.SecretInFile, value.Location, $"header '{name.Text}' holds a secret; name an environment variable instead, such as '$SHOP_TOKEN'.");
            else
                others[name.Text] = template.Text;
        }

        if (secrets is [var one])
            return new HeaderIdentity(one.Name, one.Value, others);
        reading.Mistakes.Add(RunbookCodes.IdentityKind, node.Location, $"{secrets.Count} headers name an environment variable; exactly one must, it is the secret that is forged.");
        return null;
    }

    private static LoginIdentity? Login(MapReader map, ProfileReading reading)
    {
        var login = reading.Request(map, methodUnlessSaid: "POST");
        var token = Token(map.Find("token"), reading);
        var present = Present(map.Find("present"), reading);
        var revoke = MapReader.Open(map.Find("revoke"), ProfileKeys.Request, reading.Mistakes) is { } end ? reading.Request(end, "POST") : null;
        return token is null || present is null ? null : new LoginIdentity(login, token, present, revoke);
    }

    private static TokenSource? Token(Node? node, ProfileReading reading)
    {
        if (MapReader.Open(node, ProfileKeys.Token, reading.Mistakes) is not { } map)
            return null;
        return reading.OnlyOne(map, RunbookCodes.OneOf, "the token of a login", "json", "cookie") switch
        {
            "json" => new TokenSource(map.Text("json", ProfileForms.Pointer), null),
            "cookie" => new TokenSource(null, map.Text("cookie", ProfileForms.Token)),
            _ => null,
        };
    }

    private static Presentation? Present(Node? node, ProfileReading reading)
    {
        if (MapReader.Open(node, ProfileKeys.Present, reading.Mistakes) is not { } map)
            return null;
        var place = reading.OnlyOne(map, RunbookCodes.OneOf, "'present' of a login", "header", "cookie", "query");
        if (map.Find("scheme") is { } scheme && place is not "header")
            reading.Mistakes.Add(RunbookCodes.OneOf, scheme.Location, "'scheme' goes with 'header' only; remove it.");
        return place switch
        {
            "header" => new Presentation(TokenPlace.Header, map.Text("header", ProfileForms.Token), map.Find("scheme") is null ? null : map.Text("scheme", ProfileForms.Token)),
            "cookie" => new Presentation(TokenPlace.Cookie, map.Text("cookie", ProfileForms.Token), null),
            "query" => new Presentation(TokenPlace.Query, map.Text("query", ProfileForms.Token), null),
            _ => null,
        };
    }
}
