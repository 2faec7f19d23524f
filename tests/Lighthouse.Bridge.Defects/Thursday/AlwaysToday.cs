namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("always-today", "time-travel", "a question about the past is answered with today's state")]
internal sealed class AlwaysToday : IDefect
{
    public static void Seed(IServiceCollection services) => services.Spoil(http =>
    {
        if (http.Request.Path.StartsWithSegments("/state", StringComparison.Ordinal))
            http.Request.QueryString = QueryString.Empty;
    });
}
