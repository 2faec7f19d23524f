using System.Diagnostics;
using Lighthouse.Suites;
using Xunit;

[assembly: AssemblyFixture(typeof(Day))]

namespace Service.Readiness;

/// <summary>Measures and records; what is allowed stands in readiness.yaml.</summary>
public sealed class OrderLatency(Day day)
{
    [Fact, Gate("order-latency", "orders.latency", "orders.errors")]
    public async Task Orders_are_answered_in_time()
    {
        var sizes = day.Sizes("order-latency");
        var interval = TimeSpan.FromSeconds(1 / sizes.Rate("rate"));
        var calls = new List<Task<(TimeSpan Latency, bool Failed)>>();
        using var http = new HttpClient { BaseAddress = day.Target.Url, Timeout = TimeSpan.FromSeconds(10) };
        await http.GetAsync("/orders/0", TestContext.Current.CancellationToken);
        var started = Stopwatch.GetTimestamp();
        for (var number = 0; number < sizes.Count("requests"); number++)
        {
            // Latency counts from the intended start: a service that stalls is slow for everybody who waits meanwhile.
            var intended = number * interval;
            // A delay may end some milliseconds early, and no request may.
            while (intended - Stopwatch.GetElapsedTime(started) is var early && early > TimeSpan.Zero)
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(early.TotalMilliseconds)), TestContext.Current.CancellationToken);
            calls.Add(AskAsync(http, number, started, intended));
        }

        var answers = await Task.WhenAll(calls);
        var measure = new Measure("order-latency", "GET /orders/{id} at a fixed rate, from each request's intended start");
        day.Evidence.Record(
            measure.Durations("orders.latency", answers.Select(answer => answer.Latency)),
            measure.Proportion("orders.errors", answers.Count(answer => answer.Failed), answers.Length));
    }

    private static async Task<(TimeSpan Latency, bool Failed)> AskAsync(HttpClient http, int number, long started, TimeSpan intended)
    {
        try
        {
            using var answer = await http.GetAsync($"/orders/{number}");
            return (Stopwatch.GetElapsedTime(started) - intended, !answer.IsSuccessStatusCode);
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            return (Stopwatch.GetElapsedTime(started) - intended, true);
        }
    }
}
