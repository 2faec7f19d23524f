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
        var text = PipelineLog.Render(logEvent, CultureInfo.InvariantCulture) + Environment.NewLine;
        console.Write(logEvent.Level switch
        {
            LogEventLevel.Warning => new Text(text, new Style(Color.Yellow)),
            LogEventLevel.Error or LogEventLevel.Fatal => new Text(text, new Style(Color.Red)),
            _ => VerdictColours.Of(text),
        });
    }
}
