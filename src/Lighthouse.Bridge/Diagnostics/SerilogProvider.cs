using Serilog.Core;
using Serilog.Events;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace Lighthouse.Bridge.Diagnostics;

/// <summary>Hands what is logged through the framework to Serilog.</summary>
internal sealed class SerilogProvider(Logger logger) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Category(logger.ForContext(Constants.SourceContextPropertyName, categoryName));

    public void Dispose() => logger.Dispose();

    /// <summary>Serilog's name of a level.</summary>
    public static LogEventLevel Level(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };

    private sealed class Category(Serilog.ILogger logger) : ILogger
    {
        private const string Template = "{OriginalFormat}";

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logger.IsEnabled(Level(logLevel));

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var fields = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
            var template = fields.FirstOrDefault(f => f.Key == Template).Value as string ?? "{Message}";
            var values = fields.Where(f => f.Key != Template).Select(f => f.Value).DefaultIfEmpty(formatter(state, exception)).ToArray();
            logger.Write(Level(logLevel), exception, template, values);
        }
    }
}
