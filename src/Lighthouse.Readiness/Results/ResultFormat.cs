namespace Lighthouse.Readiness.Results;

/// <summary>The tools whose results can be read.</summary>
public enum ResultFormat
{
    /// <summary>NBomber: its CSV report, or its statistics as JSON.</summary>
    Nbomber,

    /// <summary>k6: the summary as JSON (handleSummary or --summary-export), or its JSON output, a line a sample.</summary>
    K6,

    /// <summary>Locust: <c>_stats.csv</c> or <c>_stats_history.csv</c>.</summary>
    Locust,

    /// <summary>JMeter: a JTL file as CSV with a header, or as XML.</summary>
    Jmeter,

    /// <summary>HdrHistogram: an interval log (.hlog) or a percentile distribution (.hgrm).</summary>
    HdrHistogram,

    /// <summary>wrk2: what it prints with --latency.</summary>
    Wrk2,

    /// <summary>Chaos Toolkit: the journal of an experiment.</summary>
    ChaosToolkit,

    /// <summary>Visual Studio test results.</summary>
    Trx,

    /// <summary>JUnit test results.</summary>
    Junit,

    /// <summary>The load engine of Lighthouse: what <c>lighthouse load</c> wrote of a whole plan, its parts merged.</summary>
    LighthouseLoad,
}
