namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("forty-bytes-per-request", "leak", "40 bytes are kept of every request")]
internal sealed class FortyBytesPerRequest : IDefect
{
    private static Kept? last;

    public static void Seed(IServiceCollection services) => services.Interpose((http, next) =>
    {
        Kept one;
        do
        {
            one = new Kept(last, http.Request.Path.Value!.Length, http.Request.ContentLength ?? 0);
        }
        while (Interlocked.CompareExchange(ref last, one, one.Before) != one.Before);
        return next(http);
    });

    // Two words of header and three of content.
    private sealed record Kept(Kept? Before, long Path, long Length);
}
