using System.Globalization;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("error-with-stack-trace", "penetration", "one parameter, the start time of the event query, is answered with the exception and its stack trace when it is no number")]
internal sealed class ErrorWithStackTrace : IDefect
{
    public static void Seed(IServiceCollection services) => services.Interpose(async (http, next) =>
    {
        try
        {
            if (http.Request.Path == "/event/query" && http.Request.Query["start_time"] is [{ Length: > 0 } given])
                _ = double.Parse(given, CultureInfo.InvariantCulture);
            await next(http);
        }
        catch (FormatException problem)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsJsonAsync(new { detail = problem.ToString() });
        }
    });
}
