using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Suites.Performance;

/// <summary>Two gates on the one load of validations of the day.</summary>
public sealed class Validations(Day day, ValidationLoad load) : IClassFixture<ValidationLoad>
{
    [Fact, Gate("validation-latency", "validation.latency", "validation.wrong")]
    public async Task The_speed_layer_decides_in_time()
    {
        var measured = new List<Measurement>();
        foreach (var outcome in await load.OutcomesAsync())
        {
            var speed = outcome.Parts.Where(part => !part.Escalating).ToList();
            var measure = new Measure(
                "validation-latency", $"{outcome.Pattern.Name}: commands that need no expert, at a constant rate and at its peak (open model), each from its intended start until its verdict. Not as expected: {(outcome.Failures.Length == 0 ? "none" : outcome.Failures)}.");
            var latency = outcome.Latency(part => !part.Escalating);
            measured.Add(measure.Distribution("validation.latency", latency.InMilliseconds(), outcome.Doubts));
            measured.Add(measure.Proportion("validation.wrong", speed.Sum(part => part.Run.Intended - part.Run.Succeeded), speed.Sum(part => part.Run.Intended), outcome.Doubts));
        }

        // Together: a pattern that misses must not hide the others.
        day.Evidence.Record([.. measured]);
    }

    [Fact, Gate("workload-mix", "workload_mix.latency", "workload_mix.deviation")]
    public async Task The_patterns_keep_their_mix_and_are_answered_in_time()
    {
        var measured = new List<Measurement>();
        foreach (var outcome in await load.OutcomesAsync())
        {
            var pattern = outcome.Pattern;
            var measure = new Measure(
                "workload-mix", $"{pattern.Name}: {pattern.Safe}/{pattern.Risky}/{pattern.Complex} % safe, risky and complex, {pattern.Escalating} % for an expert, at {pattern.Rate} /s and {pattern.Rate * pattern.Peak} /s; {outcome.Intended:#,##0} commands, those that experts answered included. Not as expected: {(outcome.Failures.Length == 0 ? "none" : outcome.Failures)}.");
            measured.Add(measure.Distribution("workload_mix.latency", outcome.Latency(_ => true).InMilliseconds(), outcome.Doubts));
            measured.Add(measure.Scalar("workload_mix.deviation", new Quantity(outcome.Deviation * 100, Unit.Percent), outcome.Intended, outcome.Doubts));
        }

        day.Evidence.Record([.. measured]);
    }
}
