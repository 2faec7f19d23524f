using Serilog.Core;
using Serilog.Events;

namespace Lighthouse.Bridge.Diagnostics;

/// <summary>Puts the id of the request that is served into what is logged meanwhile.</summary>
internal sealed class RequestIdEnricher : ILogEventEnricher
{
    private static readonly AsyncLocal<string?> Current = new();

    /// <summary>Says which request the current flow of work serves.</summary>
    public static void Serve(string requestId) => Current.Value = requestId;

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (Current.Value is { } id) logEvent.AddPropertyIfAbsent(new LogEventProperty("RequestId", new ScalarValue(id)));
    }
}
