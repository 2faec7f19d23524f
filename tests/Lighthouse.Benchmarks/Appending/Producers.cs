using System.Diagnostics;

namespace Lighthouse.Benchmarks.Appending;

/// <summary>Producers that each append one thing after the other, waiting for each.</summary>
internal static class Producers
{
    /// <summary>Appends for <paramref name="time"/> and gives the rate per second of what was answered.</summary>
    public static async Task<double> RateAsync(int count, TimeSpan time, Func<int, Task> appendAsync)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, count).Select(producer => Task.Run(async () =>
        {
            long done = 0;
            for (; clock.Elapsed < time; done++)
                await appendAsync(producer);
            return done;
        })));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }
}
