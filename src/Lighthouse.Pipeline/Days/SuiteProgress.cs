using System.Diagnostics;
using Lighthouse.Pipeline.Logging;
using Lighthouse.Readiness.Reporting;
using Serilog;

namespace Lighthouse.Pipeline.Days;

/// <summary>Shows that a suite is alive: its lines as they come, and how long it has been running when it says nothing.</summary>
internal sealed class SuiteProgress : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private readonly string day;
    private readonly TimeSpan limit;
    private readonly ILogger log;
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly Timer timer;
    private long lastLine = Stopwatch.GetTimestamp();

    public SuiteProgress(string day, TimeSpan limit, ILogger log)
    {
        this.day = day;
        this.limit = limit;
        this.log = log;
        timer = new Timer(_ => Beat(), null, Quiet, Quiet);
    }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    /// <summary>How far the suite is, in one line.</summary>
    public string Text => $"{day}: running for {Elapsed.TotalSeconds:0} s (limit {limit.TotalSeconds:0} s)";

    public void Line(string line)
    {
        Interlocked.Exchange(ref lastLine, Stopwatch.GetTimestamp());
        log.Information("  {Day} | {Line:l}", day, Untrusted.ForConsole(line));
    }

    public void Dispose() => timer.Dispose();

    private void Beat()
    {
        if (!LiveStatus.IsWatched && Stopwatch.GetElapsedTime(Interlocked.Read(ref lastLine)) >= Quiet)
            log.Information("{Text:l}", Text);
    }
}
