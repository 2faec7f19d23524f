namespace Lighthouse.Bridge.Defects.Monday;

[Defect("origin-by-its-beginning", "csrf", "an Origin passes when it begins with the bridge's own, so that a look-alike host passes too")]
internal sealed class OriginByItsBeginning : IDefect
{
    public static void Seed(IServiceCollection services) => services.Spoil(http =>
    {
        var request = http.Request;
        if (request.Headers.Origin.ToString().StartsWith($"{request.Scheme}://{request.Host}", StringComparison.Ordinal))
            request.Headers.Remove("Origin");
    });
}
