using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using Spectre.Console;

namespace Lighthouse.Pipeline.Logging;

/// <summary>Makes the log of a build: the console for who watches, a file for who asks later.</summary>
internal static class PipelineLog
{
    private static readonly MessageTemplateTextFormatter Line = new("{Message:lj}{Exception}");

    /// <summary>An event as one text, without the time and level that the file has.</summary>
    public static string Render(LogEvent logEvent, IFormatProvider culture)
    {
        using var text = new StringWriter(culture);
        Line.Format(logEvent, text);
        return text.ToString();
    }

    /// <summary>Makes the log; without a file it goes to the console alone.</summary>
    public static Logger Create(string? file)
    {
        var log = new LoggerConfiguration().MinimumLevel.Verbose();
        log = LiveStatus.IsWatched
            ? log.WriteTo.Sink(new SpectreSink(AnsiConsole.Console))
            : log.WriteTo.Console(
                restrictedToMinimumLevel: LogEventLevel.Information, outputTemplate: "{Message:lj}{NewLine}{Exception}",
                standardErrorFromLevel: LogEventLevel.Error);
        if (file is null)
            return log.CreateLogger();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            log = log.WriteTo.File(file, outputTemplate: "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {Message:lj}{NewLine}{Exception}", shared: true);
            return log.CreateLogger();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            var console = log.CreateLogger();
            console.Warning("LH5015: '{File}' cannot be written ({Problem}); the log goes to the console alone.", file, problem.Message);
            return console;
        }
    }
}
