using System.Net;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Protocols.Http;
using Lighthouse.Load.Results;
using Lighthouse.Load.Scenarios;

namespace Lighthouse.Instruments.Tests.Load;

internal static class DocumentedScenario
{
    public static async Task<MixResult> RunAsync(IPEndPoint target, Shard shard, Stream file, CancellationToken cancellation)
    {
        var names = DataFeed<string>.Circular(["ada", "edsger", "grace"]).PartOf(shard);
        var look = Scenario.Named("look", (_, _) => Task.FromResult(new HttpAgent(target)))
            .Step("home", (visit, token) => GetAsync(visit.Session, target, "/", token))
            .Pause(ThinkTime.Exponential(TimeSpan.FromMilliseconds(20), seed: 417))
            .Step("search", (visit, token) => GetAsync(visit.Session, target, $"/search?name={names.Next()}", token))
            .Weighing(80);
        var buy = Scenario.Named("buy", (_, _) => Task.FromResult(new HttpAgent(target)))
            .Step("order", (visit, token) => GetAsync(visit.Session, target, "/order", token))
            .Weighing(20);

        var model = OpenModel.Ramp(20, 200, TimeSpan.FromSeconds(0.5))
            .Then(OpenModel.Poisson(200, TimeSpan.FromSeconds(1), new Random(417)))
            .PartOf(shard);
        var options = new LoadOptions
        {
            WarmUp = TimeSpan.FromSeconds(0.5),
            Thresholds = [LoadThreshold.FailuresAbove(0.05), LoadThreshold.LatencyAbove(99, TimeSpan.FromSeconds(5))],
        };

        var result = await ScenarioRun.OpenAsync([look, buy], model, options, TimeProvider.System, cancellation);
        new ResultFile("shop", shard, TimeProvider.System.GetUtcNow(), result.Load).Write(file);
        return result;
    }

    private static async Task<IterationOutcome> GetAsync(HttpAgent agent, IPEndPoint target, string path, CancellationToken cancellation)
    {
        var answer = await agent.SendAsync(PreparedRequest.Get(new Uri($"http://{target}{path}")), cancellation);
        return answer.Status == 200 ? IterationOutcome.Succeeded : IterationOutcome.Failed($"status {answer.Status}");
    }
}
