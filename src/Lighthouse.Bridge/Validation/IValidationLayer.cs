namespace Lighthouse.Bridge.Validation;

/// <summary>One of the layers that are asked in turn until one decides.</summary>
public interface IValidationLayer
{
    /// <summary>Which it is.</summary>
    ValidationLayer Layer { get; }

    /// <summary>What it says; null when it has nothing to say and the opinion so far stands.</summary>
    ValueTask<Verdict?> DecideAsync(ValidationCase given, CancellationToken cancellation);
}

/// <summary>Asks a layer and stands in for it when it fails: then nothing is approved.</summary>
public interface ILayerGuard
{
    /// <summary>What the layer says, or, when it fails or has failed too often, a verdict that refuses.</summary>
    ValueTask<Verdict?> AskAsync(IValidationLayer layer, ValidationCase given, CancellationToken cancellation);
}
