using System.Globalization;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("to-the-second", "time-travel", "a past time is taken to the second, so that what happened within it and later is already there")]
internal sealed class ToTheSecond : IDefect
{
    private const string Parameter = "at_time";

    public static void Seed(IServiceCollection services) => services.Spoil(http =>
    {
        if (http.Request.Path.StartsWithSegments("/state", StringComparison.Ordinal)
            && double.TryParse(http.Request.Query[Parameter], NumberStyles.Float, CultureInfo.InvariantCulture, out var time))
            http.Request.QueryString = QueryString.Create(Parameter, Math.Ceiling(time).ToString(CultureInfo.InvariantCulture));
    });
}
