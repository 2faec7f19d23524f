using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Lighthouse.Pipeline.Logging;

/// <summary>Makes the log of a build: the console for who watches, a file for who asks later.</summary>
internal static class PipelineLog
{
    public static Logger Create(string file)
    {
        var log = new LoggerConfiguration().MinimumLevel.Verbose()
            .WriteTo.Console(
                restrictedToMinimumLevel: LogEventLevel.Information, outputTemplate: "{Message:lj}{NewLine}{Exception}",
                standardErrorFromLevel: LogEventLevel.Error);
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
