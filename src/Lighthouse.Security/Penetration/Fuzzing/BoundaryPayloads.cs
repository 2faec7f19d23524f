namespace Lighthouse.Security.Penetration.Fuzzing;

/// <summary>Values at the edges of types: what a careless reader stumbles over.</summary>
internal static class BoundaryPayloads
{
    private const string Class = PenetrationClasses.DenialOfService;
    private const int LongText = 20_000;

    public static IEnumerable<Payload> All() => Core().Select(payload => payload with { IsCore = true }).Concat(Others());

    private static IEnumerable<Payload> Core() =>
    [
        new(Class, "half a surrogate pair", "\uFFFD") { Json = "\"\\ud800\"", Encoded = "%ED%A0%80" },
        new(Class, "NUL within", "a\0b"),
        new(Class, "number beyond every type", "1e999999") { Json = "1e999999" },
        new(Class, "number beyond 64 bits", "9223372036854775808") { Json = "9223372036854775808" },
        new(Class, "object for another type", "{}") { Json = """{"a":{"b":[]}}""" },
        new(Class, "list for another type", "[]") { Json = "[null,1,\"a\"]" },
        new(Class, "null", "null") { Json = "null" },
        new(Class, "text that overstrains backtracking", new string('a', 40) + "!!"),
        new(Class, "long text", new string('A', LongText)),
    ];

    private static IEnumerable<Payload> Others() =>
    [
        new(Class, "empty text", ""),
        new(Class, "blank", " "),
        new(Class, "minus one", "-1") { Json = "-1" },
        new(Class, "zero", "0") { Json = "0" },
        new(Class, "minus zero", "-0.0") { Json = "-0.0" },
        new(Class, "fraction", "1.5") { Json = "1.5" },
        new(Class, "greatest double", "1.7976931348623157e308") { Json = "1.7976931348623157e308" },
        new(Class, "least long", "-9223372036854775808") { Json = "-9223372036854775808" },
        new(Class, "32 bits and one", "4294967296") { Json = "4294967296" },
        new(Class, "not a number", "NaN") { Json = "NaN" },
        new(Class, "infinity", "Infinity") { Json = "-Infinity" },
        new(Class, "truth value", "true") { Json = "true" },
        new(Class, "number of 5,000 digits", new string('9', 5_000)) { Json = new string('9', 5_000) },
        new(Class, "invalid UTF-8", "?") { Encoded = "%FF%FE", Json = "\"\\udc00\\ud800\"" },
        new(Class, "overlong slash", "/") { Encoded = "%C0%AF" },
        new(Class, "escapes that are none", "%") { Encoded = "%zz%", Json = "\"\\x\"" },
        new(Class, "right-to-left override", "a\u202Eb\u2066"),
        new(Class, "stacked accents", "e" + new string('\u0301', 500)),
        new(Class, "beyond the basic plane", "\U0001F980\U0010FFFF"),
        new(Class, "dotless i", "\u0131\u0130\u017F"),
        new(Class, "line breaks", "a\r\nb\u2028c"),
        new(Class, "slashes without end", new string('/', 5_000)),
        new(Class, "format directives", "%s%n%x{0}{999}"),
        new(Class, "lists in lists", "[[]]") { Json = new string('[', 200) + new string(']', 200), OnlyInBody = true },
        new(Class, "objects in objects", "{{}}") { Json = string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200), OnlyInBody = true },
        new(Class, "many members", "{}") { Json = $"{{{string.Join(',', Enumerable.Range(0, 2_000).Select(at => $"\"k{at}\":{at}"))}}}", OnlyInBody = true },
        new(Class, "many items", "[]") { Json = $"[{string.Join(',', Enumerable.Repeat("1", 5_000))}]", OnlyInBody = true },
        new(Class, "member given twice", "{}") { Json = """{"a":1,"a":2}""", OnlyInBody = true },
        new(Class, "text without end", "\"") { Json = "\"abc", OnlyInBody = true },
    ];
}
