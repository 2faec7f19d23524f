using Lighthouse.Bridge.Validation.Caching;

namespace Lighthouse.Bridge.Validation.Layers;

/// <summary>Knows what was decided before.</summary>
internal sealed class MemoryLayer(IVerdictCache cache) : IValidationLayer
{
    public ValidationLayer Layer => ValidationLayer.Memory;

    public ValueTask<Verdict?> DecideAsync(ValidationCase given, CancellationToken cancellation) =>
        ValueTask.FromResult(cache.Find(given.Key) is { } known ? known with { Layer = ValidationLayer.Memory } : null);
}
