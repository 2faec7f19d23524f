using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Operations;

namespace Lighthouse.Bridge.Diagnostics;

/// <summary>Answers and their times by operation. The labels are the operations themselves and the five classes of status: nobody can make more.</summary>
internal sealed class RequestFigures : IMetricSource
{
    private const string Unmatched = "none";
    private readonly Dictionary<string, Figures> _byOperation =
        OperationList.All.Select(operation => operation.Id).Append(Unmatched).Distinct().ToDictionary(id => id, _ => new Figures(), StringComparer.Ordinal);

    private long _running;

    public void Begin() => Interlocked.Increment(ref _running);

    /// <summary>Counts an answer.</summary>
    /// <param name="operation">What was asked for; null when there is no such operation.</param>
    /// <param name="status">HTTP status; 0 when the caller was gone before there was one.</param>
    /// <param name="elapsed">Time from the request's head to its answer.</param>
    public void End(Operation? operation, int status, TimeSpan elapsed)
    {
        Interlocked.Decrement(ref _running);
        var figures = _byOperation[operation?.Id ?? Unmatched];
        Interlocked.Increment(ref figures.Answers[status == 0 ? 0 : Math.Clamp(status / 100, 1, 5)]);
        figures.Times.Measure(elapsed.TotalSeconds);
    }

    public void WriteTo(MetricsWriter metrics)
    {
        metrics.Gauge("bridge_http_requests_running", "Requests that are served now, held ones included; a WebSocket only while it opens, or where the bridge encrypts by itself.", Volatile.Read(ref _running));
        metrics.Describe("bridge_http_requests_total", "counter", "Requests by operation and class of the answer's status; gone: the caller left first.");
        foreach (var (operation, figures) in _byOperation)
            for (var of = 0; of < figures.Answers.Length; of++)
                if (Volatile.Read(ref figures.Answers[of]) is var count and > 0)
                    metrics.Line("bridge_http_requests_total", count, ("operation", operation), ("status", of == 0 ? "gone" : $"{of}xx"));
        metrics.Describe("bridge_http_request_seconds", "histogram", "Time from a request's head to its answer, by operation; a long poll's holding counts.");
        foreach (var (operation, figures) in _byOperation)
            if (figures.Answers.Any(count => count > 0)) metrics.Histogram("bridge_http_request_seconds", figures.Times, ("operation", operation));
    }

    private sealed class Figures
    {
        public long[] Answers { get; } = new long[6];

        public Histogram Times { get; } = new(Histogram.Seconds);
    }
}
