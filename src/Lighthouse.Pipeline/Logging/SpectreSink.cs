using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Spectre.Console;

namespace Lighthouse.Pipeline.Logging;

/// <summary>Prints the log where a person watches, so that lines and a live status share the terminal without garbling each other.</summary>
internal sealed class SpectreSink(IAnsiConsole console) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level < LogEventLevel.Information)
            return;
        var style = logEvent.Level switch
        {
            LogEventLevel.Warning => new Style(Color.Yellow),
            LogEventLevel.Error or LogEventLevel.Fatal => new Style(Color.Red),
            _ => Style.Plain,
        };
        console.Write(new Text(PipelineLog.Render(logEvent, CultureInfo.InvariantCulture) + Environment.NewLine, style));
    }
}
