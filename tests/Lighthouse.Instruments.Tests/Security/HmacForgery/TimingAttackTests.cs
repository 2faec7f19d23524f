using Lighthouse.Security;
using Lighthouse.Security.HmacForgery.Timing;
using Lighthouse.Security.Wire;

namespace Lighthouse.Instruments.Tests.Security.HmacForgery;

public sealed class TimingAttackTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(-200)]
    [InlineData(2_000)]
    public async Task A_refusal_that_takes_longer_or_shorter_is_a_signal(int microseconds)
    {
        var result = await AttackAsync(noise: 300, leak: microseconds);
        Assert.Equal(Weakness.TimingLeak, Assert.Single(result.Findings).Weakness);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_equal_refusal_is_no_signal_and_no_doubt(int seed)
    {
        var result = await AttackAsync(noise: 300, leak: 0, seed);
        Assert.Empty(result.Findings);
        Assert.Empty(result.Doubts);
    }

    [Fact]
    public async Task A_difference_below_half_of_what_is_claimed_is_no_signal() =>
        Assert.Empty((await AttackAsync(noise: 20, leak: 40)).Findings);

    [Fact]
    public async Task Noise_that_hides_the_claimed_difference_is_a_doubt()
    {
        var result = await AttackAsync(noise: 100_000, leak: 0);
        Assert.Empty(result.Findings);
        Assert.Contains("would have been seen", Assert.Single(result.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_are_no_refusals_are_a_doubt()
    {
        await using var server = new LoopbackServer(_ => Task.FromResult((503, "{}")));
        var result = await AttackAsync(server, new SteppedClock());
        Assert.Single(result.Doubts);
    }

    [Fact]
    public void The_score_of_chance_is_that_of_a_normal_distribution()
    {
        var random = new Random(417);
        var scores = Enumerable.Range(0, 2_000).Select(_ =>
            SignedRank.Score([.. Enumerable.Range(0, 100).Select(_ => Math.Pow(random.NextDouble(), 6) - Math.Pow(random.NextDouble(), 6))])).ToList();
        Assert.InRange(scores.Average(), -0.1, 0.1);
        Assert.InRange(scores.Average(score => score * score), 0.9, 1.1);
        Assert.InRange(scores.Count(score => Math.Abs(score) > 1.96) / 2_000.0, 0.03, 0.07);
    }

    [Fact]
    public void The_score_is_that_of_the_textbook()
    {
        // Ranks 1.5, 1.5, 3, 4 with the signs + - + +: sum 7, squares 29.5.
        Assert.Equal(7 / Math.Sqrt(29.5), SignedRank.Score([1, -1, 2, 5, 0]), 12);
        Assert.Equal(0, SignedRank.Score([0, 0]));
        Assert.Equal(1, SignedRank.Median([5, 1, 2, -1, 0]));
    }

    private static async Task<AttackResult> AttackAsync(int noise, int leak, int seed = 1)
    {
        var clock = new SteppedClock();
        var random = new Random(seed);
        // The answer takes as long as the clock says that it took: no timed test.
        await using var server = new LoopbackServer(request =>
        {
            clock.Advance(5_000 + (-Math.Log(1 - random.NextDouble()) * noise) + (request.Path == "/last" ? leak : 0));
            return Task.FromResult((403, "{}"));
        });
        return await AttackAsync(server, clock);
    }

    private static Task<AttackResult> AttackAsync(LoopbackServer server, SteppedClock clock) => new TimingAttack(new TimingOptions
    {
        Probes = [new TimingProbe("token", () => new RawRequest("GET", "/first"), () => new RawRequest("GET", "/last"))],
        Batch = 150,
        MostBatches = 2,
    }).RunAsync(new AttackContext { Target = server.Address, Random = new Random(417), Time = clock }, TestContext.Current.CancellationToken);

    private sealed class SteppedClock : TimeProvider
    {
        private long _microseconds;

        public override long TimestampFrequency => 1_000_000;

        public void Advance(double microseconds) => Interlocked.Add(ref _microseconds, (long)microseconds);

        public override long GetTimestamp() => Interlocked.Read(ref _microseconds);
    }
}
