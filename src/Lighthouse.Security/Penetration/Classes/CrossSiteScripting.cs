using Lighthouse.Security.Penetration.Fuzzing;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Classes;

/// <summary>Markup that comes back so that a browser would run it.</summary>
internal sealed class CrossSiteScripting : IPenetrationClass
{
    public string Name => PenetrationClasses.CrossSiteScripting;

    public IEnumerable<Payload> Payloads(Canaries canaries) =>
    [
        new(Name, "markup", $"a{InjectionTexts.Markup}") { IsCore = true },
        new(Name, "markup in an attribute", $"\" autofocus onfocus=x {InjectionTexts.Markup}"),
        new(Name, "markup after a script", $"</script>{InjectionTexts.Markup}"),
        new(Name, "markup after a comment", $"-->{InjectionTexts.Markup}"),
        new(Name, "markup escaped in JSON", "markup") { Json = "\"\\u003csvg/onload=lighthouse\\u003e\"", Encoded = "%3Csvg/onload%3Dlighthouse%3E" },
    ];

    public IEnumerable<Suspicion> Inspect(Exchange exchange, Canaries canaries)
    {
        if (exchange.Response.Body.Contains(InjectionTexts.Markup, StringComparison.OrdinalIgnoreCase) && WouldRun(exchange.Response))
            yield return new($"markup comes back as {KindOf(exchange.Response)}", PenetrationFlaws.Script);
    }

    /// <summary>Paths that nobody described answer in words of their own.</summary>
    public async Task ProbeAsync(PenetrationRun run, CancellationToken cancellation)
    {
        var encoded = Uri.EscapeDataString(InjectionTexts.Markup);
        foreach (var target in new[] { $"/{encoded}", $"/{InjectionTexts.Markup}", $"/?q={encoded}", $"{run.Options.HealthPath}/{encoded}", $"{run.Options.HealthPath}?q={encoded}" })
        {
            var request = new RawRequest("GET", target) { Headers = [.. run.Context.Headers, KeyValuePair.Create("Accept", "text/html")] };
            var (response, _) = await run.SendAsync(request, cancellation);
            run.Log.Attempt(Name, response is null ? Answer.Unclear : Answer.Refused);
            if (response is not null && response.Body.Contains(InjectionTexts.Markup, StringComparison.OrdinalIgnoreCase) && WouldRun(response))
                run.Log.Find(Name, $"GET {(target.Contains('?') ? "a query" : "a path")} that nobody described: markup comes back as {KindOf(response)}", PenetrationFlaws.Script, request, response);
        }
    }

    private static bool WouldRun(RawResponse response)
    {
        var kind = KindOf(response);
        return kind is "text/html" or "application/xhtml+xml" or "image/svg+xml" or "text/xml" or "application/xml"
            || (kind is "no content type" or "text/plain" && !"nosniff".Equals(response.Header("X-Content-Type-Options"), StringComparison.OrdinalIgnoreCase));
    }

    private static string KindOf(RawResponse response) => response.Header("Content-Type")?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        null or "" => "no content type",
        var kind and ("text/html" or "application/xhtml+xml" or "image/svg+xml" or "text/xml" or "application/xml" or "text/plain") => kind,
        _ => "another type",
    };
}
