using System.Text.RegularExpressions;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("backtracking-pattern", "penetration", "the type of queried events is checked by a pattern that backtracks for seconds on some texts of forty letters")]
internal sealed class BacktrackingPattern : IDefect
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        if (http.Request.Path == "/event/query" && http.Request.Query["event_type"] is [{ Length: > 0 } type])
            Check(type);
        await next(http);
    });

    private static void Check(string type)
    {
        try
        {
            _ = Regex.IsMatch(type, "^(([a-z])+.?)+$", RegexOptions.None, Patience);
        }
        catch (RegexMatchTimeoutException)
        {
            // Taken for a type like any other.
        }
    }
}
