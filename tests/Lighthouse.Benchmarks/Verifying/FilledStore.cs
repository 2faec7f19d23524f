using Lighthouse.Benchmarks.Appending;

namespace Lighthouse.Benchmarks.Verifying;

/// <summary>A store with events in it.</summary>
internal static class FilledStore
{
    public static async Task WriteAsync(string folder, int events)
    {
        await using var store = BenchmarkEvents.Open(folder);
        for (var written = 0; written < events; written += 1_000)
            await store.AppendAsync([.. Enumerable.Repeat(BenchmarkEvents.Event, 1_000)], CancellationToken.None);
    }
}
