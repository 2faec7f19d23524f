using Lighthouse.Chaos;

namespace Lighthouse.Instruments.Tests.Chaos;

public sealed class ExperimentTests
{
    private static readonly ExperimentOptions s_options = new() { HealWithin = TimeSpan.FromSeconds(5) };

    [Fact]
    public async Task Everything_happens_once_in_its_order()
    {
        var fault = new RecordingFault();
        var result = await RunAsync(fault, s_options with
        {
            WhileInEffect = _ =>
            {
                fault.Calls.Add("while");
                return Task.CompletedTask;
            },
        });
        Assert.Equal(["validate", "prepare", "inject", "effect", "while", "heal", "healed"], fault.Calls);
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        Assert.True(result.UntilEffect <= result.UntilHealed);
    }

    [Fact]
    public async Task A_fault_that_nobody_saw_take_hold_is_healed_and_never_judged()
    {
        var fault = new RecordingFault { Shows = false };
        var result = await RunAsync(fault, s_options with { WhileInEffect = _ => throw new InvalidOperationException("must not be called") });
        Assert.Equal(ExperimentStatus.NotRun, result.Status);
        Assert.StartsWith("LHC4012", result.Reason, StringComparison.Ordinal);
        Assert.Contains("heal", fault.Calls);
    }

    [Fact]
    public async Task An_injection_that_fails_is_healed_and_not_run()
    {
        var fault = new RecordingFault { OnInject = _ => throw new ChaosException("LHC4999: did not work") };
        var result = await RunAsync(fault, s_options);
        Assert.Equal((ExperimentStatus.NotRun, "LHC4999: did not work"), (result.Status, result.Reason));
        Assert.Contains("heal", fault.Calls);
    }

    [Fact]
    public async Task A_healing_that_nobody_saw_is_said()
    {
        var result = await RunAsync(new RecordingFault { Heals = false }, s_options);
        Assert.Equal(ExperimentStatus.NotHealed, result.Status);
        Assert.StartsWith("LHC4014", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_stays_down_once_the_fault_is_undone_is_judged_and_has_no_recovery()
    {
        var looks = 0;
        var result = await RunAsync(new RecordingFault { LeavesTargetUnwell = true }, s_options with { SteadyState = _ => Task.FromResult(looks++ == 0) });
        Assert.Equal((ExperimentStatus.NotRecovered, (TimeSpan?)null), (result.Status, result.Recovery));
        Assert.StartsWith("LHC4015", result.Reason, StringComparison.Ordinal);
        Assert.Equal(1, looks);
    }

    [Fact]
    public async Task A_healing_that_fails_or_hangs_is_said()
    {
        var failing = await RunAsync(new RecordingFault { OnHeal = _ => throw new IOException("disk") }, s_options);
        var hanging = await RunAsync(
            new RecordingFault { OnHeal = _ => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken) }, s_options with { HealWithin = TimeSpan.FromMilliseconds(100) });
        foreach (var result in new[] { failing, hanging })
        {
            Assert.Equal(ExperimentStatus.NotHealed, result.Status);
            Assert.StartsWith("LHC4013", result.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cancelling_heals_first()
    {
        using var cancel = new CancellationTokenSource();
        var healedWithLiveToken = false;
        var fault = new RecordingFault
        {
            OnInject = async token =>
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            },
            OnHeal = token =>
            {
                healedWithLiveToken = !token.IsCancellationRequested;
                return Task.CompletedTask;
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Experiment(fault, s_options, TimeProvider.System).RunAsync(cancel.Token));
        Assert.True(healedWithLiveToken);
    }

    [Fact]
    public async Task An_exception_while_in_effect_heals_and_comes_out()
    {
        var fault = new RecordingFault();
        await Assert.ThrowsAsync<FormatException>(() => RunAsync(fault, s_options with { WhileInEffect = _ => throw new FormatException("a suite's own") }));
        Assert.Contains("heal", fault.Calls);
    }

    [Fact]
    public async Task Options_are_checked_before_anything_happens()
    {
        var fault = new RecordingFault { OnValidate = new ArgumentException("LHC4998: not allowed") };
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(fault, s_options));
        Assert.Equal(["validate"], fault.Calls);

        var other = new RecordingFault();
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(other, s_options with { SteadyFor = TimeSpan.Zero }));
        Assert.Empty(other.Calls);
    }

    [Fact]
    public async Task Without_a_steady_state_before_nothing_is_injected()
    {
        var fault = new RecordingFault();
        var result = await RunAsync(fault, s_options with { SteadyState = _ => throw new HttpRequestException("down") });
        Assert.Equal(ExperimentStatus.NotRun, result.Status);
        Assert.DoesNotContain("inject", fault.Calls);
    }

    [Fact]
    public async Task What_must_not_be_hit_is_not_hit()
    {
        var fault = new RecordingFault { OnPrepare = new ChaosException("LHC4997: not ours") };
        var result = await RunAsync(fault, s_options);
        Assert.Equal((ExperimentStatus.NotRun, "LHC4997: not ours"), (result.Status, result.Reason));
        Assert.DoesNotContain("inject", fault.Calls);
    }

    private static Task<ExperimentResult> RunAsync(IFault fault, ExperimentOptions options) =>
        new Experiment(fault, options, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
}
