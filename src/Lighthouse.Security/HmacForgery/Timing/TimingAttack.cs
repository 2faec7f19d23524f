using System.Globalization;

namespace Lighthouse.Security.HmacForgery.Timing;

/// <summary>
/// Looks whether the time of a refusal tells how much of a signature was right. Wrong from the first character and wrong in the last alone are
/// sent in random order; where they differ, that has to show in three sets of samples. Where a difference of the claimed size could not
/// have been seen, that is a doubt.
/// </summary>
/// <param name="options">What it needs to know of the target.</param>
public sealed class TimingAttack(TimingOptions options) : IAttack
{
    private const string Group = "time of a refusal";
    private const int Confirmations = 2;

    /// <inheritdoc/>
    public string Name => "hmac-forgery";

    /// <inheritdoc/>
    public string Claim => "The time of a refusal does not tell how much of a signature was right.";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An option is outside what is allowed.</exception>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        options.Validate();
        var log = new AttackLog(Name);
        foreach (var probe in options.Probes)
            await ProbeAsync(context, log, probe, cancellation);
        return log.ToResult();
    }

    private async Task ProbeAsync(AttackContext context, AttackLog log, TimingProbe probe, CancellationToken cancellation)
    {
        await using var sampler = new TimingSampler(context);
        var rule = new TimingRule(options.Effect);
        // Not measured: code that runs for the first time, connections that are not open yet.
        await sampler.MeasureAsync(probe, options.Batch / 5, new TimingSamples(), cancellation);
        var (samples, sees) = await EnoughAsync(sampler, rule, probe, cancellation);
        var signal = rule.SignalIn(samples.Other);
        for (var confirmation = 1; signal != 0 && confirmation <= Confirmations; confirmation++)
        {
            var (again, _) = await EnoughAsync(sampler, rule, probe, cancellation);
            if (rule.SignalIn(again.Other) != signal)
                signal = 0;
        }

        log.Control(
            string.Create(CultureInfo.InvariantCulture, $"{probe.Name}: a difference of {options.Effect.TotalMicroseconds:0} us would have been seen"),
            sees && rule.SignalIn(samples.Same) == 0, Describe(samples));
        log.Attempt(Group, signal == 0 ? Answer.Refused : Answer.Accepted);
        if (signal != 0)
            Find(context, log, probe, signal);
    }

    /// <summary>Measures until the claimed effect would be seen. Only pairs of the same kind decide on that, so it favours neither outcome.</summary>
    private async Task<(TimingSamples Samples, bool Sees)> EnoughAsync(TimingSampler sampler, TimingRule rule, TimingProbe probe, CancellationToken cancellation)
    {
        var samples = new TimingSamples();
        for (var batch = 1; batch <= options.MostBatches; batch++)
        {
            var failed = await sampler.MeasureAsync(probe, options.Batch, samples, cancellation);
            if (failed <= options.Batch / 10 && rule.WouldSee(samples.Same))
                return (samples, true);
        }

        return (samples, false);
    }

    private static void Find(AttackContext context, AttackLog log, TimingProbe probe, int signal) => log.Find(
        Group, $"{probe.Name}: refused {(signal > 0 ? "later" : "earlier")} the more of its signature is right",
        HmacForgeryFlaws.Timing, context.Target, probe.WrongAtLast(), new Wire.RawResponse(0, [], ""));

    private static string Describe(TimingSamples samples) => string.Create(
        CultureInfo.InvariantCulture,
        $"{samples.Same.Count} threes; same kind: {SignedRank.Median(samples.Same):0} us, score {SignedRank.Score(samples.Same):0.0}; other kind: {SignedRank.Median(samples.Other):0} us, score {SignedRank.Score(samples.Other):0.0}");
}
