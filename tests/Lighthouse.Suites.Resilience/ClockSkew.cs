using Lighthouse.Bridge.Client;
using Lighthouse.Chaos;
using Lighthouse.Chaos.ClockSkew;

namespace Lighthouse.Suites.Resilience;

/// <summary>The bridge's wall clock is five minutes ahead, behind, and jumps between the two, while sessions and deadlines run: none of them notices.</summary>
public sealed class ClockSkew(Day day)
{
    internal const string Gate = "clock-skew";

    // Far less than the skew: whoever reckons by the wall clock ends what is in use.
    private const int IdleSeconds = 120;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(300);

    // No multiple of the second in which the Date of answers is renewed.
    private static readonly TimeSpan JumpEvery = TimeSpan.FromMilliseconds(1700);

    private static readonly (string Name, TimeSpan[] Offsets)[] Skews =
        [("clock-ahead", [Skew]), ("clock-behind", [-Skew]), ("clock-jumping", [Skew, -Skew])];

    [Fact, Gate(
        Gate, "clock_skew.recovery", "clock_skew.acknowledged_lost", "clock_skew.wrong_answers", "clock_skew.undelivered", "clock_skew.availability")]
    public async Task A_jumping_clock_breaks_no_deadline_session_or_order()
    {
        Assert.SkipUnless(day.Measures(Gate), "this profile leaves the gate to a larger one");
        var tally = await Scenarios.OutcomeAsync(day, Gate, TestContext.Current.CancellationToken);
        var sizes = day.Sizes(Gate);
        ScenarioRecord.Draw(day, Gate, tally);
        day.Evidence.Record([.. ScenarioRecord.WithDelivery(
            Gate, tally,
            $"{sizes.Count("rounds")} times +300 s, -300 s and jumps between the two for {sizes.Duration("skewed").TotalSeconds:0.#} s each, read in the Date of the bridge's answers; {sizes.Count("writers")} agents with sessions of {IdleSeconds} s stored events and one listened; questions with short and long deadlines ran across every jump.")]);
    }

    internal static async Task<Tally> MeasureAsync(Day day, CancellationToken cancellation)
    {
        Assert.SkipWhen(FakeClock.Missing is not null, FakeClock.Missing ?? "");
        var sizes = day.Sizes(Gate);
        var tally = new Tally();
        var clock = new FakeClock(Path.Combine(day.Scratch, Gate));
        await using var target = await day.StartOwnTargetAsync(
            recipe => recipe with
            {
                Arguments = [.. recipe.Arguments, $"--Bridge:Sessions:IdleSeconds={IdleSeconds}"],
                Environment = new Dictionary<string, string>(recipe.Environment.Concat(clock.Environment)),
            },
            cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await using var load = await ProbeLoad.StartAsync(agents, target.Url, sizes.Count("writers"), Path.Combine(day.Scratch, $"{Gate}.jsonl"), cancellation);
        for (var round = 1; round <= sizes.Count("rounds"); round++)
        {
            foreach (var (name, offsets) in Skews)
                await SkewAsync(new SkewedAgents(agents, clock, name, offsets), load, sizes.Duration("skewed"), tally, cancellation);
        }

        await FaultUnderLoad.SettleAsync(day, target, agents, load, tally, cancellation);
        return tally;
    }

    private static async Task SkewAsync(SkewedAgents skewed, ProbeLoad load, TimeSpan lasts, Tally tally, CancellationToken cancellation)
    {
        await load.UntilSteadyAsync(cancellation);
        var deadlines = await DeadlineWatch.OpenAsync(skewed.Agents, cancellation);
        using var fault = skewed.Fault();
        await FaultUnderLoad.RunAsync(
            fault, load, tally,
            async token =>
            {
                await Task.Delay(lasts, token);
                await deadlines.CheckAsync(skewed.Name, tally, token);
            },
            cancellation);
    }

    private sealed record SkewedAgents(Agents Agents, FakeClock Clock, string Name, IReadOnlyList<TimeSpan> Offsets)
    {
        public ClockSkewFault Fault() => new(new ClockSkewOptions { Name = Name, Clock = Clock, Offsets = Offsets, ReadAsync = ReadAsync, JumpEvery = JumpEvery }, TimeProvider.System);

        /// <summary>The time that the bridge's answers carry: it takes no session, which the skew may have ended.</summary>
        private async Task<DateTimeOffset> ReadAsync(CancellationToken cancellation)
        {
            using var answer = await Agents.Client.SendAsync(new PreparedRequest(HttpMethod.Get, "/health", [], null), cancellation);
            return answer.Headers.Date ?? throw new ChaosException("the bridge's answer has no Date");
        }
    }
}
