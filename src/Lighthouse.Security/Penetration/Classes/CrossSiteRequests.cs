using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Classes;

/// <summary>State changes that a page of another origin asks for, and answers that it may read.</summary>
internal sealed class CrossSiteRequests : IPenetrationClass
{
    private const string Foreign = "https://foreign.example";

    public string Name => PenetrationClasses.CrossSiteRequests;

    public async Task ProbeAsync(PenetrationRun run, CancellationToken cancellation)
    {
        var token = await run.TokenAsync(cancellation);
        foreach (var operation in run.Operations)
        {
            var subject = await run.SubjectAsync(operation, token, cancellation);
            await PreflightAsync(run, operation, cancellation);
            if (operation.Method == "GET")
                continue;
            foreach (var origin in new[] { Foreign, "null" })
                await ChangeAsync(run, operation, $"a state change from the origin '{origin}' is done", PenetrationFlaws.ForeignOrigin, subject.Plain.With("Origin", origin), cancellation);
            if (subject.Plain.Body is not null)
                await ChangeAsync(run, operation, "a body as text/plain is taken", PenetrationFlaws.SimpleBody, subject.Plain with { ContentType = "text/plain" }, cancellation);
        }
    }

    private async Task PreflightAsync(PenetrationRun run, OpenApiOperation operation, CancellationToken cancellation)
    {
        var request = new RawRequest("OPTIONS", operation.Path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal))
        {
            Headers = [.. run.Context.Headers, KeyValuePair.Create("Origin", Foreign), KeyValuePair.Create("Access-Control-Request-Method", operation.Method), KeyValuePair.Create("Access-Control-Request-Headers", "authorization,content-type")],
        };
        var (response, _) = await run.SendAsync(request, cancellation);
        run.Log.Attempt(Name, response is null or { Status: 429 } ? Answer.Unclear : Answer.Refused);
        var allowed = response?.Header("Access-Control-Allow-Origin");
        if (allowed == Foreign || (allowed == "*" && response!.Header("Access-Control-Allow-Headers")?.Contains("authorization", StringComparison.OrdinalIgnoreCase) == true))
            run.Log.Find(Name, $"{operation.Id}: any origin may call and read", PenetrationFlaws.SharedOrigin, request, response!);
    }

    private async Task ChangeAsync(PenetrationRun run, OpenApiOperation operation, string what, Flaw flaw, RawRequest request, CancellationToken cancellation)
    {
        var (response, _) = await run.SendAsync(request, cancellation);
        run.Log.Attempt(Name, response is null or { Status: 429 or >= 500 } ? Answer.Unclear : Answer.Refused);
        if (response?.IsSuccess == true)
            run.Log.Find(Name, operation, new(what, flaw), request, response);
    }
}
