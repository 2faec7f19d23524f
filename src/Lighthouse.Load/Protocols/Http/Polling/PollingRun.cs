using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;
using Lighthouse.Load.Running;

namespace Lighthouse.Load.Protocols.Http.Polling;

/// <summary>Gives an engine a thread, and watches it.</summary>
internal static class PollingRun
{
    public static Task<LoadResult> RunAsync(
        HttpLoad load, int connections, Func<PollingEngine, IDriver> driver, LoadOptions options, CancellationToken cancellation)
    {
        var finished = new TaskCompletionSource<LoadResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                finished.SetResult(Run(load, connections, driver, options, cancellation));
            }
            catch (OperationCanceledException)
            {
                finished.SetCanceled(cancellation);
            }
            catch (Exception exception)
            {
                finished.SetException(exception);
            }
        })
        { IsBackground = true, Name = "Lighthouse.Load HTTP engine" };
        thread.Start();
        return finished.Task;
    }

    private static LoadResult Run(HttpLoad load, int connections, Func<PollingEngine, IDriver> driver, LoadOptions options, CancellationToken cancellation)
    {
        ShortSleep.BeExactOnThisThread();
        using var watch = new RunWatch(options, TimeProvider.System);
        using var engine = new PollingEngine(load, connections, watch.Options, cancellation);
        engine.Connect();
        var cpuBefore = TimeSpan.Zero;
        engine.Run(driver(engine), () =>
        {
            cpuBefore = Kernel.ThreadCpu();
            watch.Start(engine.Records);
        });
        cancellation.ThrowIfCancellationRequested();
        return watch.Result(abandoned: 0, Kernel.ThreadCpu() - cpuBefore);
    }
}
