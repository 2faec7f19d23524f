using Lighthouse.Load.Arrivals;

namespace Lighthouse.Load.Endurance;

/// <summary>A run of hours or days: written down window by window, gone on with after a kill, with a constant memory of its own.</summary>
public static class EnduranceRun
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    /// <summary>Begins, or goes on where a killed run of the same identity was.</summary>
    /// <param name="plan">What is to be done.</param>
    /// <param name="journal">The file in which it is written down.</param>
    /// <param name="step">What an iteration does.</param>
    /// <param name="watch">What is seen beside.</param>
    /// <param name="cancellation">Breaks off; what was written down stays.</param>
    /// <returns>What was measured since the first start.</returns>
    /// <exception cref="ArgumentException">The plan makes no sense.</exception>
    /// <exception cref="InvalidDataException">The journal belongs to another run.</exception>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public static async Task<EnduranceResult> RunAsync(
        EndurancePlan plan, string journal, Func<Iteration, CancellationToken, Task<IterationOutcome>> step, EnduranceWatch watch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(watch);
        plan.Validate();
        var time = watch.Time;
        int attempt;
        DateTimeOffset begun;
        IReadOnlyList<string> doubts = [];
        using (var file = EnduranceJournal.Open(journal, plan, time.GetUtcNow()))
        {
            (attempt, begun) = (file.Attempt, file.Head.Begun);
            // The end stands fixed: a run that was away does not become longer, it has a gap.
            if (begun + plan.Duration - time.GetUtcNow() is var left && left > TimeSpan.Zero)
                doubts = await LoadAsync(plan with { Duration = left }, new Written(file, begun, plan.Duration), step, watch, cancellation);
        }

        var summary = new EnduranceSummary(plan, begun);
        foreach (var window in EnduranceJournal.Windows(journal))
            summary.Add(window);
        return summary.Result(attempt, doubts);
    }

    private static async Task<IReadOnlyList<string>> LoadAsync(
        EndurancePlan left, Written written, Func<Iteration, CancellationToken, Task<IterationOutcome>> step, EnduranceWatch watch, CancellationToken cancellation)
    {
        WindowRecorder window = new(), glance = new();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var time = watch.Time;
        var cutting = CutAsync(left, written, window, watch, over.Token);
        var showing = ShowAsync(written, glance, watch, over.Token);
        try
        {
            var result = await LoadRun.OpenAsync(
                OpenModel.ConstantRate(left.PerSecond, left.Duration),
                async (iteration, token) =>
                {
                    var called = time.GetTimestamp();
                    var outcome = await EndAsync(step, iteration, token);
                    var latency = iteration.StartDelay + time.GetElapsedTime(called);
                    window.Add(latency, outcome.IsSuccess);
                    glance.Add(latency, outcome.IsSuccess);
                    return outcome;
                },
                new LoadOptions(), time, cancellation);
            return result.Doubts;
        }
        finally
        {
            await over.CancelAsync();
            await cutting;
            await showing;
        }
    }

    // An exception is a failure like any other, and one that must be written down.
    private static async Task<IterationOutcome> EndAsync(Func<Iteration, CancellationToken, Task<IterationOutcome>> step, Iteration iteration, CancellationToken token)
    {
        try
        {
            return await step(iteration, token);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return IterationOutcome.Failed(problem.GetType().Name);
        }
    }

    /// <summary>Writes each window down when it is over, and the last one when the load is.</summary>
    private static async Task CutAsync(EndurancePlan left, Written written, WindowRecorder recorder, EnduranceWatch watch, CancellationToken over)
    {
        var end = watch.Time.GetUtcNow() + left.Duration;
        for (var isLast = false; !isLast;)
        {
            var begun = watch.Time.GetUtcNow();
            await WaitAsync(left.Window, watch.Time, over);
            // Asked before the taking: it may be over while a window is being written, and what ended meanwhile needs one more.
            isLast = over.IsCancellationRequested;
            var length = (watch.Time.GetUtcNow() is var now && now > end ? end : now) - begun;
            var (latency, succeeded, failed) = recorder.Take();
            // Behind the end there is only what had been begun before it.
            if (length <= TimeSpan.Zero && succeeded + failed == 0)
                continue;
            var sight = watch.See();
            written.File.Add(new EnduranceWindow
            {
                Begun = begun, Length = length > TimeSpan.Zero ? length : TimeSpan.Zero, Succeeded = succeeded, Failed = failed, Latency = latency.Encode(), Instance = sight.Instance,
                ResidentBytes = sight.ResidentBytes, Attempt = written.File.Attempt,
            });
        }
    }

    private static async Task ShowAsync(Written written, WindowRecorder recorder, EnduranceWatch watch, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var begun = watch.Time.GetTimestamp();
            await WaitAsync(Glance, watch.Time, over);
            var (latency, succeeded, failed) = recorder.Take();
            var seconds = watch.Time.GetElapsedTime(begun).TotalSeconds;
            double Percentile(double percent) => latency.Count > 0 ? latency.Percentile(percent).TotalMilliseconds : 0;
            watch.Show?.Invoke(new LiveReading(
                (watch.Time.GetUtcNow() - written.Begun).TotalSeconds, written.Planned.TotalSeconds, (succeeded + failed) / seconds,
                Percentile(50), Percentile(99), watch.See().ResidentBytes / 1e6, failed));
        }
    }

    private static async Task WaitAsync(TimeSpan length, TimeProvider time, CancellationToken over)
    {
        try
        {
            await Task.Delay(length, time, over);
        }
        catch (OperationCanceledException)
        {
            // The load is over: what there is is taken at once.
        }
    }

    private sealed record Written(EnduranceJournal File, DateTimeOffset Begun, TimeSpan Planned);
}
