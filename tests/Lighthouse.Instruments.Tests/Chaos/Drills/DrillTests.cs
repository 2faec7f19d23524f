using Lighthouse.Chaos;
using Lighthouse.Chaos.Drills;

namespace Lighthouse.Instruments.Tests.Chaos.Drills;

public sealed class DrillTests
{
    private readonly List<string> _acted = [];

    [Fact]
    public async Task Steps_that_are_seen_to_be_done_are_done_in_their_order()
    {
        var results = await RunAsync(Step("one"), Step("two"));
        Assert.Equal([StepOutcome.Done, StepOutcome.Done], results.Select(step => step.Outcome));
        Assert.Equal(["one", "two"], _acted);
    }

    [Fact]
    public async Task A_step_that_is_not_seen_to_be_done_fails_and_stops_the_drill()
    {
        var results = await RunAsync(Step("one"), Step("planted", check: _ => Task.FromResult(EffectProof.NotProven("nothing changed"))), Step("three"));
        Assert.Equal([StepOutcome.Done, StepOutcome.Failed, StepOutcome.NotReached], results.Select(step => step.Outcome));
        Assert.Equal("nothing changed", results[1].Detail);
        Assert.Equal(["one", "planted"], _acted);
    }

    [Fact]
    public async Task A_step_that_throws_fails_with_its_reason()
    {
        var results = await RunAsync(Step("planted", act: _ => throw new InvalidOperationException("no hands")));
        Assert.Equal((StepOutcome.Failed, "no hands"), (results[0].Outcome, results[0].Detail));
    }

    [Fact]
    public async Task A_step_that_takes_too_long_fails()
    {
        var results = await RunAsync(Step("planted", act: _ => new TaskCompletionSource().Task, within: TimeSpan.FromMilliseconds(20)), Step("two"));
        Assert.Equal([StepOutcome.Failed, StepOutcome.NotReached], results.Select(step => step.Outcome));
        Assert.Contains("within", results[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_drill_has_no_result()
    {
        using var end = new CancellationTokenSource();
        var step = Step("one", act: async token =>
        {
            await end.CancelAsync();
            token.ThrowIfCancellationRequested();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Drill(TimeProvider.System).RunAsync([step], end.Token));
    }

    [Fact]
    public async Task Drills_that_would_prove_nothing_are_refused()
    {
        await RefusedAsync("LHC4801");
        await RefusedAsync("LHC4802", Step("same"), Step("same"));
        await RefusedAsync("LHC4803", Step("one", within: TimeSpan.FromMilliseconds(-1)));
        Assert.Empty(_acted);

        async Task RefusedAsync(string code, params DrillStep[] steps) =>
            Assert.StartsWith(code, (await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(steps))).Message, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<StepResult>> RunAsync(params DrillStep[] steps) => new Drill(TimeProvider.System).RunAsync(steps, TestContext.Current.CancellationToken);

    private DrillStep Step(string name, Func<CancellationToken, Task>? act = null, Func<CancellationToken, Task<EffectProof>>? check = null, TimeSpan? within = null) => new(
        name,
        async token =>
        {
            _acted.Add(name);
            await (act?.Invoke(token) ?? Task.CompletedTask);
        },
        check ?? (_ => Task.FromResult(EffectProof.Proven("seen"))),
        within ?? TimeSpan.FromSeconds(30));
}
