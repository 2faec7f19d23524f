using System.Collections.Concurrent;

namespace Lighthouse.Load.Running;

/// <summary>The iterations of one run that are in flight, the run's clock and its record.</summary>
internal sealed class LoadExecution : IDisposable
{
    private static readonly TimeSpan s_unwinding = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<RunningIteration, byte> _inFlight = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _steps;
    private readonly LoadOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellation;
    private readonly long _origin;
    private int _busy;
    private volatile bool _lastStarted;

    public LoadExecution(
        Func<Iteration, CancellationToken, Task<IterationOutcome>> step, LoadOptions options, TimeProvider time, CancellationToken cancellation)
    {
        Step = step;
        Records = new RunRecords(options);
        _options = options;
        _time = time;
        _cancellation = cancellation;
        _steps = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        StepToken = _steps.Token;
        _origin = time.GetTimestamp();
    }

    public Func<Iteration, CancellationToken, Task<IterationOutcome>> Step { get; }

    public CancellationToken StepToken { get; }

    public RunRecords Records { get; }

    public TimeSpan Elapsed => _time.GetElapsedTime(_origin);

    public bool IsStopping => _options.Stop.IsCancellationRequested || _cancellation.IsCancellationRequested;

    /// <summary>How many iterations the model asks for at least, whether or not the run comes to start them.</summary>
    public long Promised { get; set; }

    /// <summary>How many steps had not returned some time after they were cancelled.</summary>
    public int Abandoned { get; private set; }

    /// <summary>Starts an iteration on the pool, or counts it as dropped.</summary>
    public void Start(Iteration iteration)
    {
        var record = Records.Of(iteration.IntendedStart);
        record.AddIntended();
        if (Volatile.Read(ref _busy) >= _options.MaxInFlight)
            record.AddDropped();
        else
            ThreadPool.UnsafeQueueUserWorkItem(Enter(iteration), preferLocal: false);
    }

    /// <summary>Runs an iteration and waits for its end.</summary>
    public Task RunAsync(Iteration iteration) => Enter(iteration).RunAsync();

    public void Leave(RunningIteration iteration)
    {
        _inFlight.TryRemove(iteration, out _);
        Release();
    }

    /// <summary>Keeps the run from counting as idle until disposed.</summary>
    public IDisposable Hold()
    {
        Interlocked.Increment(ref _busy);
        return new Held(this);
    }

    /// <summary>Gives iterations in flight the grace period, then counts them as they are and cancels them.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task FinishAsync()
    {
        _lastStarted = true;
        if (Volatile.Read(ref _busy) == 0)
            _idle.TrySetResult();
        await UntilIdleAsync(_options.GracePeriod, _cancellation);
        foreach (var iteration in _inFlight.Keys)
            iteration.GiveUp();
        await _steps.CancelAsync();
        await UntilIdleAsync(s_unwinding, CancellationToken.None);
        Abandoned = _inFlight.Keys.Count(iteration => iteration.WasGivenUpRunning);
        if (!_options.Stop.IsCancellationRequested)
            Records.Measured.RaiseIntendedTo(Promised - (Records.WarmUp?.Intended ?? 0));
        _cancellation.ThrowIfCancellationRequested();
    }

    public void Dispose() => _steps.Dispose();

    private RunningIteration Enter(Iteration iteration)
    {
        var running = new RunningIteration(this, iteration);
        Interlocked.Increment(ref _busy);
        _inFlight.TryAdd(running, 0);
        return running;
    }

    private async Task UntilIdleAsync(TimeSpan atMost, CancellationToken until)
    {
        try
        {
            await _idle.Task.WaitAsync(atMost, _time, until);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // Both only end the waiting; what is still in flight is counted by the caller.
        }
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _busy) == 0 && _lastStarted)
            _idle.TrySetResult();
    }

    private sealed class Held(LoadExecution execution) : IDisposable
    {
        public void Dispose() => execution.Release();
    }
}
