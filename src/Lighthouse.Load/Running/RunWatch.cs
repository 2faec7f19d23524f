using System.Diagnostics;
using Lighthouse.Load.Results;

namespace Lighthouse.Load.Running;

/// <summary>Watches a run from its side: tells its progress, stops it at a threshold, counts what the generator costs.</summary>
internal sealed class RunWatch : IDisposable
{
    private readonly LoadOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop;
    private TimeSpan _cpuBefore;
    private long _wallBefore;
    private readonly Lock _looking = new();
    private RunRecords? _records;
    private ITimer? _timer;
    private long _origin;
    private string? _abortedBy;

    public RunWatch(LoadOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(options.Stop);
        Options = options with { Stop = _stop.Token };
    }

    /// <summary>The options with a stop that the thresholds can pull too.</summary>
    public LoadOptions Options { get; }

    /// <summary>Begins to look.</summary>
    public void Start(RunRecords records)
    {
        _records = records;
        _origin = _time.GetTimestamp();
        _cpuBefore = Environment.CpuUsage.TotalTime;
        _wallBefore = Stopwatch.GetTimestamp();
        if (_options.Progress is not null || _options.Thresholds.Count > 0)
            _timer = _time.CreateTimer(_ => Look(), null, _options.ProgressInterval, _options.ProgressInterval);
    }

    /// <summary>What the run comes to.</summary>
    /// <param name="abandoned">Steps that ignored their cancellation.</param>
    /// <param name="busiestThread">Processor time of the thread that makes all requests; null when there is none.</param>
    public LoadResult Result(int abandoned, TimeSpan? busiestThread = null)
    {
        _timer?.Dispose();
        var wall = Stopwatch.GetElapsedTime(_wallBefore);
        var cpu = new GeneratorCpu(Environment.CpuUsage.TotalTime - _cpuBefore, wall, Environment.ProcessorCount) { BusiestThread = busiestThread / wall };
        lock (_looking)
            return LoadResult.From(_records!, cpu, _abortedBy, [.. LoadDoubts.About(_records!, _options, cpu, abandoned)]);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_looking)
            _stop.Dispose();
    }

    private void Look()
    {
        // A look that takes longer than the interval is not joined by the next one.
        if (!_looking.TryEnter())
            return;
        try
        {
            var progress = Progress();
            _options.Progress?.Report(progress);
            if (_abortedBy is not null || _options.Thresholds.FirstOrDefault(threshold => threshold.IsExceeded(progress)) is not { } exceeded)
                return;
            _abortedBy = exceeded.Name;
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run has ended between two looks.
        }
        catch (Exception exception)
        {
            // What listens is not the run's own: its failure ends the run in good order, and not the process.
            _abortedBy = $"a listener or threshold threw {exception.GetType().Name}: {exception.Message}";
            _stop.Cancel();
        }
        finally
        {
            _looking.Exit();
        }
    }

    private LoadProgress Progress()
    {
        var record = _records!.Measured;
        return new LoadProgress(
            _time.GetElapsedTime(_origin), record.Intended, record.Started, record.Succeeded, record.Failed, record.Dropped, record.Late, record.Latency);
    }
}
