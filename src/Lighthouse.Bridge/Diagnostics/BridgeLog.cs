using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace Lighthouse.Bridge.Diagnostics;

/// <summary>Structured logs, a JSON object a line, on the standard error; the standard output says only where the bridge listens.</summary>
internal static class BridgeLog
{
    public static SerilogProvider CreateProvider() => new(new LoggerConfiguration()
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .WriteTo.Console(new JsonFormatter(renderMessage: true), standardErrorFromLevel: LevelAlias.Minimum)
        .CreateLogger());
}
