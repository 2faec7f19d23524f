using Lighthouse.Chaos;
using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Instruments.Tests.Chaos.SteadyState;

public sealed class TargetHealthTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(50);
    private int _questions;

    [Fact]
    public async Task A_question_that_hangs_or_fails_is_asked_again()
    {
        var proof = await ProveAsync(
            async token =>
            {
                switch (_questions++)
                {
                    case 0: await Task.Delay(Timeout.Infinite, token); break;
                    case 1: throw new HttpRequestException("refused");
                    case 2: return false;
                }

                return true;
            },
            s_short, TimeSpan.FromMinutes(1));
        Assert.Equal((true, false, "it says that it is healthy", 4), (proof.IsProven, proof.IsUndone, proof.Detail, _questions));
    }

    [Fact]
    public async Task One_that_does_not_get_well_is_unwell_by_its_own()
    {
        var proof = await ProveAsync(_ => Task.FromResult(false), s_short, TimeSpan.FromMilliseconds(200));
        Assert.Equal((false, true, "it was not healthy within 0.2 s"), (proof.IsProven, proof.IsUndone, proof.Detail));
    }

    [Fact]
    public async Task The_last_question_ends_with_the_time()
    {
        var proof = await ProveAsync(async token => { await Task.Delay(Timeout.Infinite, token); return true; }, TimeSpan.FromHours(1), s_short);
        Assert.True(proof is { IsProven: false, IsUndone: true });
    }

    private static Task<EffectProof> ProveAsync(Func<CancellationToken, Task<bool>> isHealthyAsync, TimeSpan each, TimeSpan within) =>
        TargetHealth.ProveAsync(isHealthyAsync, each, within, "it", TimeProvider.System, TestContext.Current.CancellationToken);
}
