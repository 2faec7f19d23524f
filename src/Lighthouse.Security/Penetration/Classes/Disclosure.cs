using System.Text.RegularExpressions;
using Lighthouse.Security.Penetration.Fuzzing;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Classes;

/// <summary>Stack traces, names of types, paths and addresses in answers; missing security headers; and whether answers tell which names exist.</summary>
internal sealed partial class Disclosure : IPenetrationClass
{
    private const int TimedPairs = 9;
    private const int MatchMilliseconds = 2_000;
    private static readonly TimeSpan LeastTimeDifference = TimeSpan.FromMilliseconds(25);

    public string Name => PenetrationClasses.Disclosure;

    public IEnumerable<Payload> Payloads(Canaries canaries) => [new(Name, "wish for details", "debug=true&trace=1&verbose=1")];

    public IEnumerable<Suspicion> Inspect(Exchange exchange, Canaries canaries)
    {
        var response = exchange.Response;
        if (StackTrace().IsMatch(exchange.Beginning))
            yield return new("an answer shows a stack trace", PenetrationFlaws.StackTrace);
        if (response.Status >= 400)
        {
            foreach (var what in InError(exchange))
                yield return new(what, PenetrationFlaws.Internals);
        }

        if (response.Header("X-Powered-By") is not null || response.Header("X-AspNet-Version") is not null || response.Header("Server") is { } server && server.Any(char.IsAsciiDigit))
            yield return new("a header names software and version", PenetrationFlaws.Version);
        if (response.Header("Content-Type") is not null && response.Header("X-Content-Type-Options") is null)
            yield return new("X-Content-Type-Options is missing", PenetrationFlaws.MissingHeader);
    }

    public async Task ProbeAsync(PenetrationRun run, CancellationToken cancellation)
    {
        foreach (var pair in run.Options.Names)
            await CompareAsync(run, pair, cancellation);
    }

    /// <summary>What an error says that its request did not.</summary>
    private static IEnumerable<string> InError(Exchange exchange)
    {
        var body = Decoded(exchange.Beginning);
        if (IsNews(TypeName().Matches(body)))
            yield return "an error names a type of the program";
        if (IsNews(FilePath().Matches(body)))
            yield return "an error names a path of the machine";
        if (IsNews(Address().Matches(body)))
            yield return "an error names an internal address";

        bool IsNews(MatchCollection matches) => matches.Count > 0 && SentBy(exchange.Mutant.Request) is var sent && matches.Any(match => !sent.Contains(match.Value, StringComparison.Ordinal));
    }

    private static string SentBy(RawRequest request) => Decoded(Uri.UnescapeDataString(request.Target) + request.ToText());

    private static string Decoded(string text) => text.Replace("\\u0027", "'", StringComparison.Ordinal).Replace("\\/", "/", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    private async Task CompareAsync(PenetrationRun run, NamePair pair, CancellationToken cancellation)
    {
        var differences = new List<TimeSpan>();
        for (var time = 0; time < TimedPairs; time++)
        {
            var (known, knownTime) = await run.SendAsync(pair.Known, cancellation);
            var (unknown, unknownTime) = await run.SendAsync(pair.Unknown, cancellation);
            var isUnclear = known is null or { Status: 429 or >= 500 } || unknown is null or { Status: 429 or >= 500 };
            run.Log.Attempt(Name, isUnclear ? Answer.Unclear : Answer.Refused, 2);
            if (isUnclear)
                return;
            if (known!.Status != unknown!.Status || Normalised(known) != Normalised(unknown))
            {
                run.Log.Find(Name, $"{pair.Name}: the answer tells whether the name exists", PenetrationFlaws.Enumeration, pair.Known, known);
                return;
            }

            differences.Add((knownTime - unknownTime).Duration() >= LeastTimeDifference ? knownTime - unknownTime : TimeSpan.Zero);
            // A difference of time has to be there each time, in the same direction; where the first shows none, there is none.
            if (differences[^1] == TimeSpan.Zero || differences[^1] > TimeSpan.Zero != differences[0] > TimeSpan.Zero)
                return;
        }

        run.Log.Find(Name, $"{pair.Name}: the time of the answer tells whether the name exists", PenetrationFlaws.Enumeration, pair.Known, new RawResponse(0, [], ""));
    }

    private static string Normalised(RawResponse response) => Quoted().Replace(Number().Replace(response.Body, "#"), "'#'");

    [GeneratedRegex("""(\\n|\n|^)\s+at [\w.<>`\[\]+]+\(|\.cs:line \d+|Traceback \(most recent call last\)|\bat [\w.$]+\([\w]+\.java:\d+\)|goroutine \d+ \[""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex StackTrace();

    [GeneratedRegex("""\b[A-Z]\w{2,60}Exception\b|\b(System|Microsoft|Npgsql|Kestrel)\.[A-Z]\w+\.[A-Z]\w+""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex TypeName();

    [GeneratedRegex("""/(home|root|usr|var|tmp|etc|opt|work|srv|app)/[\w.\-]+[\w./\-]*|[A-Z]:\\[\w\\. -]+""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex FilePath();

    [GeneratedRegex("""\b(10\.\d{1,3}|192\.168|172\.(1[6-9]|2\d|3[01])|127\.0)\.\d{1,3}\.\d{1,3}(:\d{2,5})?""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex Address();

    [GeneratedRegex("""[0-9a-f]{8,}|\d+(\.\d+)?""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex Number();

    [GeneratedRegex("""('|\\u0027)[\w.\-#]+('|\\u0027)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex Quoted();
}
