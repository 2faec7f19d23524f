using Lighthouse.Bridge.Configuration;
using Polly;
using Polly.CircuitBreaker;

namespace Lighthouse.Bridge.Validation.Layers;

/// <summary>
/// A circuit breaker around each layer that can fail. Where the policy or the signs cannot be evaluated, nothing may pass them: blocked.
/// Where no expert can be asked, the escalation stands.
/// </summary>
internal sealed class LayerGuard : ILayerGuard
{
    private readonly Dictionary<ValidationLayer, Breaker> _breakers = [];
    private readonly ILogger<LayerGuard> _log;

    public LayerGuard(BridgeOptions options, TimeProvider time, ILogger<LayerGuard> log)
    {
        _log = log;
        foreach (var layer in Enum.GetValues<ValidationLayer>()) _breakers[layer] = new Breaker(layer, options.Validation, time, log);
    }

    /// <summary>The breakers as they are now.</summary>
    public IReadOnlyList<BreakerFigures> Measure() => [.. _breakers.Values.Select(breaker => breaker.Measure())];

    public async ValueTask<Verdict?> AskAsync(IValidationLayer layer, ValidationCase given, CancellationToken cancellation)
    {
        var breaker = _breakers[layer.Layer];
        try
        {
            return await breaker.Pipeline.ExecuteAsync(static (asked, token) => asked.layer.DecideAsync(asked.given, token), (layer, given), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (BrokenCircuitException)
        {
            breaker.Refused();
            return InPlaceOf(layer.Layer, given, "is switched off because it has failed too often");
        }
        catch (Exception problem)
        {
            if (problem is NoOpinionException) _log.LogWarning("Layer {Layer} gave no opinion: {Problem}", layer.Layer, problem.Message);
            else _log.LogError(problem, "Layer {Layer} failed", layer.Layer);
            return InPlaceOf(layer.Layer, given, problem is NoOpinionException ? "gave no opinion: " + problem.Message : "failed");
        }
    }

    private static Verdict? InPlaceOf(ValidationLayer layer, ValidationCase given, string what) => layer switch
    {
        ValidationLayer.Memory => null,
        ValidationLayer.Expert when given.Opinion is { } opinion => ExpertLayer.Unanswered(opinion, $"The expert layer {what}."),
        _ => new(Decision.Blocked, layer, $"The {layer.Word()} layer {what}; nothing passes without it.") { Risk = Risk.High, IsFailure = true },
    };

    private sealed class Breaker
    {
        private readonly CircuitBreakerStateProvider _state = new();
        private readonly ValidationLayer _layer;
        private long _opened;
        private long _refused;

        public Breaker(ValidationLayer layer, ValidationSettings settings, TimeProvider time, ILogger log)
        {
            _layer = layer;
            Pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = settings.BreakerFailures,
                SamplingDuration = TimeSpan.FromSeconds(60),
                BreakDuration = settings.BreakerPause,
                StateProvider = _state,
                OnOpened = _ =>
                {
                    Interlocked.Increment(ref _opened);
                    log.LogError("The breaker of layer {Layer} opened: what it would decide is refused", layer);
                    return default;
                },
                OnClosed = _ =>
                {
                    log.LogInformation("The breaker of layer {Layer} closed", layer);
                    return default;
                },
            }).Build();
        }

        public ResiliencePipeline Pipeline { get; }

        public void Refused() => Interlocked.Increment(ref _refused);

        public BreakerFigures Measure() => new(_layer, _state.CircuitState != CircuitState.Closed, Volatile.Read(ref _opened), Volatile.Read(ref _refused));
    }
}

/// <summary>A breaker as it is now.</summary>
/// <param name="Layer">Whose it is.</param>
/// <param name="IsOpen">Whether it keeps calls away, or lets only a trial through.</param>
/// <param name="Opened">How often it opened.</param>
/// <param name="Refused">Calls that it kept away.</param>
internal sealed record BreakerFigures(ValidationLayer Layer, bool IsOpen, long Opened, long Refused);
