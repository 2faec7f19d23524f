using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.Validation.Caching;
using Lighthouse.Bridge.Validation.Layers;
using Lighthouse.Bridge.Validation.Paths;
using Lighthouse.Bridge.Validation.Policies;
using Lighthouse.Bridge.Validation.Understanding;

namespace Lighthouse.Bridge.Validation;

/// <summary>Registers: the validation of commands.</summary>
internal static class ValidationServices
{
    public static IServiceCollection AddValidation(this IServiceCollection services) => services
        .AddSingleton<IPathRules, PathRules>()
        .AddSingleton<IVerdictCache, VerdictCache>()
        .AddSingleton<VerdictKeys>()
        .AddSingleton<InputReader>()
        .AddSingleton<IPolicies, PolicyBook>()
        .AddSingleton<IRunsWhenReady, PolicySignal>()
        .AddSingleton<PendingExperts>()
        .AddSingleton<IValidationLayer, MemoryLayer>()
        .AddSingleton<IValidationLayer, PolicyLayer>()
        .AddSingleton<IValidationLayer, PatternLayer>()
        .AddSingleton<IValidationLayer, ExpertLayer>()
        .AddSingleton<LayerGuard>()
        .AddSingleton<ILayerGuard>(provider => provider.GetRequiredService<LayerGuard>())
        .AddSingleton<ValidationFigures>()
        .AddSingleton<ValidationRecords>()
        .AddSingleton<ValidationMetrics>()
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<ValidationMetrics>())
        .AddSingleton<IComponent>(provider => provider.GetRequiredService<ValidationMetrics>())
        .AddSingleton<IValidation, SpeedLayer>();
}
