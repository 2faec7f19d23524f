namespace Lighthouse.Chaos.SteadyState;

/// <summary>Whether a target gets well once nothing keeps it from it any more.</summary>
internal static class TargetHealth
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(10);

    /// <summary>Asks until it says that it is healthy. Call it when the harm is undone.</summary>
    /// <param name="isHealthyAsync">The question; an exception means that it is not.</param>
    /// <param name="each">How long one question may take.</param>
    /// <param name="within">How long all of them may.</param>
    /// <param name="who">The target, as the proof calls it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public static async Task<EffectProof> ProveAsync(
        Func<CancellationToken, Task<bool>> isHealthyAsync, TimeSpan each, TimeSpan within, string who, TimeProvider time, CancellationToken cancellation)
    {
        var clock = RecoveryClock.Start(time);
        for (var left = within; left > TimeSpan.Zero; left = within - clock.Elapsed)
        {
            if (await RecoveryClock.HoldsAsync(isHealthyAsync, left < each ? left : each, time, cancellation))
                return EffectProof.Proven($"{who} says that it is healthy");
            await Task.Delay(s_look, time, cancellation);
        }

        return EffectProof.Unwell($"{who} was not healthy within {within.TotalSeconds:0.#} s");
    }
}
