using Lighthouse.Load;
using Lighthouse.Load.Arrivals;

namespace Lighthouse.Instruments.Tests.Load.Arrivals;

[Collection(TimingCollection.Name)]
public sealed class ModelTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 10).Select(_ => Random.Shared.Next())];

    [Theory]
    [InlineData(0, 100, 10)]
    [InlineData(100, 0, 10)]
    [InlineData(50, 50, 10)]
    [InlineData(10, 1000, 2)]
    public void A_ramp_has_the_arrivals_of_its_mean_rate_and_the_rate_of_its_place(double from, double to, double seconds)
    {
        var starts = OpenModel.Ramp(from, to, TimeSpan.FromSeconds(seconds)).IntendedStarts().ToList();
        Assert.InRange(starts.Count, (from + to) / 2 * seconds - 1, (from + to) / 2 * seconds + 1);
        Assert.Equal(starts, starts.Order());
        Assert.All(starts, start => Assert.InRange(start.TotalSeconds, 0, seconds));

        // The n-th arrival stands where the area under the rate is n.
        for (var number = 0; number < starts.Count; number++)
        {
            var t = starts[number].TotalSeconds;
            Assert.Equal(number, from * t + (to - from) / seconds * t * t / 2, 0.01);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Parts_of_a_plan_are_together_the_whole(int seed)
    {
        var random = new Random(seed);
        var whole = OpenModel.Poisson(200, TimeSpan.FromSeconds(5), random).Then(OpenModel.Ramp(10, 100, TimeSpan.FromSeconds(2)));
        var count = 1 + random.Next(7);
        var parts = Enumerable.Range(1, count).Select(index => whole.PartOf(Shard.Of(index, count))).ToList();
        var together = parts.SelectMany(part => part.IntendedStarts().Select((start, number) => (Number: part.NumberOf(number), start))).OrderBy(arrival => arrival.Number);
        Assert.Equal(whole.IntendedStarts().Select((start, number) => ((long)number, start)), together);
    }

    [Fact]
    public void A_recorded_trace_is_replayed_as_it_was()
    {
        var model = OpenModel.Recorded(new StringReader("# seconds\n0.5\n\n0.5\n1.25\n"));
        Assert.Equal([0.5, 0.5, 1.25], model.IntendedStarts().Select(start => start.TotalSeconds));
        Assert.True(model.Duration > TimeSpan.FromSeconds(1.25));
    }

    [Theory, InlineData(""), InlineData("2\n1"), InlineData("-1")]
    public void A_trace_that_cannot_be_replayed_is_refused(string text)
    {
        var error = Record.Exception(() => OpenModel.Recorded(new StringReader(text)));
        Assert.True(error is ArgumentException or FormatException, $"{error}");
    }

    [Theory, InlineData("1/1"), InlineData("2/4"), InlineData("100000/100000")]
    public void A_shard_is_read_as_it_is_written(string text) => Assert.Equal(text, Shard.Parse(text).ToString());

    [Theory, InlineData("0/4"), InlineData("5/4"), InlineData("1"), InlineData("1/2/3"), InlineData("-1/2"), InlineData("a/b"), InlineData("1/0")]
    public void A_part_that_does_not_exist_is_refused(string text)
    {
        var error = Record.Exception(() => Shard.Parse(text));
        Assert.True(error is ArgumentException or FormatException, $"{error}");
    }

    [Theory, InlineData(10, 3), InlineData(7, 7), InlineData(1, 1), InlineData(100, 8)]
    public void Agents_are_shared_without_a_gap(int agents, int count)
    {
        var whole = ClosedModel.Agents(agents, TimeSpan.FromSeconds(10)).RampingUp(TimeSpan.FromSeconds(5));
        var parts = Enumerable.Range(1, count).Select(index => whole.PartOf(Shard.Of(index, count))).ToList();
        var together = parts.SelectMany(part => Enumerable.Range(0, part.Count).Select(number => (Agent: part.AgentAt(number), Start: part.FirstStartOf(number)))).Order();
        Assert.Equal(Enumerable.Range(0, agents).Select(agent => (agent, TimeSpan.FromSeconds(5) * ((double)agent / agents))), together);
    }

    [Fact]
    public async Task Agents_begin_one_after_the_other_and_think_between_iterations()
    {
        var starts = new System.Collections.Concurrent.ConcurrentBag<Iteration>();
        var model = ClosedModel.Agents(4, 3, TimeSpan.FromSeconds(30)).RampingUp(TimeSpan.FromMilliseconds(400)).Thinking(ThinkTime.Constant(TimeSpan.FromMilliseconds(150)));
        var result = await LoadRun.ClosedAsync(
            model,
            (iteration, _) =>
            {
                starts.Add(iteration);
                return Task.FromResult(IterationOutcome.Succeeded);
            },
            new LoadOptions(), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal((12, 12), (result.Intended, result.Succeeded));
        foreach (var agent in starts.GroupBy(iteration => iteration.Agent))
        {
            var due = agent.OrderBy(iteration => iteration.Number).Select(iteration => iteration.IntendedStart).ToList();
            Assert.Equal(TimeSpan.FromMilliseconds(100 * agent.Key), due[0]);
            Assert.All(due.Zip(due.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMilliseconds(150)));
        }
    }

    [Fact]
    public void Think_times_are_the_same_in_each_run_and_differ_between_agents()
    {
        var think = ThinkTime.Exponential(TimeSpan.FromSeconds(1), 5);
        var draws = Enumerable.Range(0, 3).Select(agent => Draw(think, agent)).ToList();
        Assert.Equal(draws[1], Draw(think, 1));
        Assert.NotEqual(draws[0], draws[1]);
        Assert.InRange(draws.SelectMany(all => all).Average(), 0.9, 1.1);

        static double[] Draw(ThinkTime think, int agent)
        {
            var next = think.OfAgent(agent);
            return [.. Enumerable.Range(0, 2000).Select(_ => next().TotalSeconds)];
        }
    }
}
