using Lighthouse.Bridge.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Lighthouse.Bridge.Diagnostics;

/// <summary>Sends spans to a collector while the bridge runs; without an endpoint it does nothing, and no span is made.</summary>
internal sealed class TraceExport(BridgeOptions options) : IHostedService, IDisposable
{
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Telemetry.OtlpEndpoint is not { } endpoint) return Task.CompletedTask;
        var ownDecision = new TraceIdRatioBasedSampler(options.Telemetry.SamplePercent / 100.0);
        _traces = Sdk.CreateTracerProviderBuilder()
            .AddSource(Trace.SourceName)
            .SetResourceBuilder(ResourceBuilder.CreateDefault().AddService("lighthouse-bridge", serviceVersion: BridgeVersion.Number))
            .SetSampler(new ParentBasedSampler(ownDecision))
            .AddOtlpExporter(exporter =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = new Uri(endpoint.ToString().TrimEnd('/') + "/v1/traces");
            })
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what is left; after the store is closed nothing more can come.</summary>
    public void Dispose() => _traces?.Dispose();
}
