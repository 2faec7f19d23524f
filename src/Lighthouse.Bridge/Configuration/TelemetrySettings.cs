namespace Lighthouse.Bridge.Configuration;

/// <summary>Traces: the configuration section <c>Bridge:Telemetry</c>.</summary>
public sealed record TelemetrySettings
{
    /// <summary>Where traces go by OTLP over HTTP with protobuf, such as <c>http://127.0.0.1:4318</c>; null, the default, for nowhere.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Percentage of the traces begun here that are kept; a caller's own decision is honoured. Default 100.</summary>
    public int SamplePercent { get; init; } = 100;

    internal static TelemetrySettings Read(OptionsSection section) => new()
    {
        OtlpEndpoint = Endpoint(section, section.Text("OtlpEndpoint")),
        SamplePercent = (int)section.Number("SamplePercent", 100, 0, 100),
    };

    private static Uri? Endpoint(OptionsSection section, string? text)
    {
        if (text is null) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;
        section.Wrong("OtlpEndpoint", "LHB2011", "is no http or https address. Give one such as http://127.0.0.1:4318.");
        return null;
    }
}
