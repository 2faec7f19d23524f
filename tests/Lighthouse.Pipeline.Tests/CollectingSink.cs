using System.Collections.Concurrent;
using System.Globalization;
using Serilog.Core;
using Serilog.Events;

namespace Lighthouse.Pipeline.Tests;

/// <summary>Keeps what was logged.</summary>
internal sealed class CollectingSink : ILogEventSink
{
    private readonly ConcurrentQueue<string> lines = new();

    public IEnumerable<string> Lines => lines;

    public Action<string>? Seen { get; set; }

    public void Emit(LogEvent logEvent)
    {
        var line = logEvent.RenderMessage(CultureInfo.InvariantCulture);
        lines.Enqueue(line);
        Seen?.Invoke(line);
    }
}
