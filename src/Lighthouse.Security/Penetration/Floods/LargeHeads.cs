using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Floods;

/// <summary>Headers, lines and addresses beyond every limit.</summary>
internal sealed class LargeHeads : IFlood
{
    private const int Many = 2_000;

    public string Name => "large heads";

    public async Task RunAsync(PenetrationRun run, CancellationToken cancellation)
    {
        var health = run.Health;
        var text = new string('a', run.Options.LargeHead);
        await TryAsync(run, "a large header is taken", health.With("X-Large", text), cancellation);
        await TryAsync(run, "2,000 headers are taken", health with { Headers = [.. health.Headers, .. Enumerable.Range(0, Many).Select(at => KeyValuePair.Create($"X-{at}", "1"))] }, cancellation);
        await TryAsync(run, "a large address is taken", health with { Target = $"{health.Target}?a={text}" }, cancellation);
        await TryAsync(run, "a large cookie is taken", health.With("Cookie", $"a={text}"), cancellation);
    }

    private static async Task TryAsync(PenetrationRun run, string what, RawRequest request, CancellationToken cancellation)
    {
        var (response, _) = await run.SendAsync(request, cancellation);
        run.Log.Attempt(PenetrationClasses.DenialOfService, Answer.Refused);
        if (response?.IsSuccess == true)
            run.Log.Find(PenetrationClasses.DenialOfService, what, PenetrationFlaws.BodyLimit, request, response);
    }
}
