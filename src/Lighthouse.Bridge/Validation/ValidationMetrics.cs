using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.Validation.Caching;
using Lighthouse.Bridge.Validation.Layers;
using Lighthouse.Bridge.Validation.Policies;

namespace Lighthouse.Bridge.Validation;

/// <summary>Shows how the validation does.</summary>
internal sealed class ValidationMetrics(ValidationFigures figures, IVerdictCache cache, LayerGuard guard, PendingExperts pending, IPolicies policies)
    : IMetricSource, IComponent
{
    public string Name => "speed_layer";

    /// <summary>Without the policy nothing is approved; without experts or signs less is decided.</summary>
    public string State
    {
        get
        {
            var open = guard.Measure().Where(breaker => breaker.IsOpen).Select(breaker => breaker.Layer).ToList();
            return open.Contains(ValidationLayer.Policy) ? "unhealthy" : open.Count > 0 ? "degraded" : "healthy";
        }
    }

    public void WriteTo(MetricsWriter metrics)
    {
        metrics.Describe("bridge_validations_total", "counter", "Decisions by outcome and by the layer that decided.");
        foreach (var layer in Enum.GetValues<ValidationLayer>())
            foreach (var decision in Enum.GetValues<Decision>())
                metrics.Line($"bridge_validations_total{{decision=\"{decision.Word()}\",layer=\"{layer.Word()}\"}}", figures.Of(layer, decision));
        metrics.Describe("bridge_validation_seconds", "histogram", "Time from the request to the answer.");
        var count = 0L;
        foreach (var (bound, upTo) in figures.Latencies())
        {
            metrics.Line($"bridge_validation_seconds_bucket{{le=\"{bound}\"}}", upTo);
            count = upTo;
        }

        metrics.Line("bridge_validation_seconds_sum", figures.Seconds);
        metrics.Line("bridge_validation_seconds_count", count);
        metrics.Gauge("bridge_validations_pending", "Experts that are being asked.", pending.Count);
        var held = cache.Measure();
        metrics.Gauge("bridge_validation_cache_entries", "Verdicts remembered.", held.Entries);
        metrics.Gauge("bridge_validation_cache_bytes", "Their size.", held.Bytes);
        metrics.Counter("bridge_validation_cache_evicted_total", "Verdicts dropped for want of room.", held.Evicted);
        metrics.Gauge("bridge_validation_policy_rules", "Rules of the policy that holds.", policies.Current.Rules.Count);
        metrics.Counter("bridge_validation_policy_refused_total", "New policies that were refused.", policies.Refused);
        WriteBreakers(metrics);
    }

    private void WriteBreakers(MetricsWriter metrics)
    {
        var breakers = guard.Measure();
        metrics.Describe("bridge_validation_breaker_open", "gauge", "1 while the breaker of a layer keeps calls away.");
        foreach (var breaker in breakers) metrics.Line($"bridge_validation_breaker_open{{layer=\"{breaker.Layer.Word()}\"}}", breaker.IsOpen ? 1 : 0);
        metrics.Describe("bridge_validation_breaker_opened_total", "counter", "How often the breaker of a layer opened.");
        foreach (var breaker in breakers) metrics.Line($"bridge_validation_breaker_opened_total{{layer=\"{breaker.Layer.Word()}\"}}", breaker.Opened);
        metrics.Describe("bridge_validation_breaker_refused_total", "counter", "Calls that the breaker of a layer kept away.");
        foreach (var breaker in breakers) metrics.Line($"bridge_validation_breaker_refused_total{{layer=\"{breaker.Layer.Word()}\"}}", breaker.Refused);
    }
}
