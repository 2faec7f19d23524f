using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Floods;

/// <summary>Headers, lines and addresses beyond every limit.</summary>
internal sealed class LargeHeads : IFlood
{
    private const int Long = 256 * 1024;
    private const int Many = 5_000;

    public string Name => "large heads";

    public async Task RunAsync(PenetrationRun run, CancellationToken cancellation)
    {
        var health = run.Health;
        await TryAsync(run, "a header of 256 kB is taken", health.With("X-Large", new string('a', Long)), cancellation);
        await TryAsync(run, "5,000 headers are taken", health with { Headers = [.. health.Headers, .. Enumerable.Range(0, Many).Select(at => KeyValuePair.Create($"X-{at}", "1"))] }, cancellation);
        await TryAsync(run, "an address of 256 kB is taken", health with { Target = $"{health.Target}?a={new string('a', Long)}" }, cancellation);
        await TryAsync(run, "a cookie of 256 kB is taken", health.With("Cookie", $"a={new string('a', Long)}"), cancellation);
    }

    private static async Task TryAsync(PenetrationRun run, string what, RawRequest request, CancellationToken cancellation)
    {
        var (response, _) = await run.SendAsync(request, cancellation);
        run.Log.Attempt(PenetrationClasses.DenialOfService, Answer.Refused);
        if (response?.IsSuccess == true)
            run.Log.Find(PenetrationClasses.DenialOfService, what, PenetrationFlaws.BodyLimit, request, response);
    }
}
