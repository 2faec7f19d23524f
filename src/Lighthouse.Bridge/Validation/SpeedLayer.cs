using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Validation.Caching;
using Lighthouse.Bridge.Validation.Layers;
using Lighthouse.Bridge.Validation.Policies;
using Lighthouse.Bridge.Validation.Understanding;

namespace Lighthouse.Bridge.Validation;

/// <summary>Asks the layers in turn, remembers what is definite, and writes every decision down before it is told.</summary>
internal sealed class SpeedLayer(
    IPolicies policies, InputReader reader, VerdictKeys keys, IEnumerable<IValidationLayer> layers, ILayerGuard guard, ValidationRecords records) : IValidation
{
    private readonly IValidationLayer[] _layers = [.. layers.OrderBy(layer => layer.Layer)];

    public int Pending => records.Pending.Count;

    public async Task<ValidationResult> ValidateAsync(ValidationRequest request, CancellationToken cancellation)
    {
        var clock = records.Start();
        // One policy for the whole of it, whatever is reloaded meanwhile.
        var policy = policies.Current;
        var understood = reader.Read(request, policy);
        var given = new ValidationCase(request, understood, keys.Of(request, understood, policy)) { Policy = policy };
        var verdict = await DecideAsync(given, cancellation);
        await records.WriteAsync(given, verdict, clock.Elapsed);
        records.Remember(given, verdict);
        var elapsed = clock.Elapsed;
        records.Figures.Count(verdict, elapsed);
        return new(verdict, policy.Version, elapsed);
    }

    private async ValueTask<Verdict> DecideAsync(ValidationCase given, CancellationToken cancellation)
    {
        Verdict? opinion = null;
        foreach (var layer in _layers)
        {
            opinion = await guard.AskAsync(layer, given with { Opinion = opinion }, cancellation) ?? opinion;
            if (opinion?.IsDefinite == true) return opinion;
        }

        return opinion ?? new(Decision.Uncertain, ValidationLayer.Policy, "No layer decided.");
    }
}
