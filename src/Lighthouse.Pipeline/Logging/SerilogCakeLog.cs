using Cake.Core.Diagnostics;
using Serilog;
using Serilog.Events;
using CakeLogLevel = Cake.Core.Diagnostics.LogLevel;

namespace Lighthouse.Pipeline.Logging;

/// <summary>Sends what the engine logs through Serilog, so that console and file hold one story.</summary>
/// <param name="log">Where to.</param>
internal sealed class SerilogCakeLog(ILogger log) : ICakeLog
{
    /// <inheritdoc/>
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    /// <inheritdoc/>
    public void Write(Verbosity verbosity, CakeLogLevel level, string format, params object[] args)
    {
        if (verbosity > Verbosity)
            return;
        var text = args.Length == 0 ? format : string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args);
        log.Write(LevelOf(level), "{Text:l}", text);
    }

    private static LogEventLevel LevelOf(CakeLogLevel level) => level switch
    {
        CakeLogLevel.Fatal => LogEventLevel.Fatal,
        CakeLogLevel.Error => LogEventLevel.Error,
        CakeLogLevel.Warning => LogEventLevel.Warning,
        CakeLogLevel.Information => LogEventLevel.Information,
        CakeLogLevel.Verbose => LogEventLevel.Debug,
        _ => LogEventLevel.Verbose,
    };
}
