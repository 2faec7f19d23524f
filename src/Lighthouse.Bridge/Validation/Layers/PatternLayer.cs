namespace Lighthouse.Bridge.Validation.Layers;

/// <summary>Weighs signs of risk in what no rule decided. It can only make a decision harder, never approve.</summary>
internal sealed class PatternLayer : IValidationLayer
{
    /// <summary>From here on it is blocked.</summary>
    public const int Blocks = 70;

    /// <summary>From here on an expert must decide.</summary>
    public const int Escalates = 35;

    public ValidationLayer Layer => ValidationLayer.Pattern;

    public ValueTask<Verdict?> DecideAsync(ValidationCase given, CancellationToken cancellation)
    {
        if (given.Opinion is not { IsDefinite: false } opinion) return ValueTask.FromResult<Verdict?>(null);
        var signs = RiskSigns.Of(given.Understood);
        var score = signs.Sum(sign => sign.Weight);
        // What a rule has said stands, unless there is enough to block.
        if (opinion.RuleId is not null && score < Blocks) return ValueTask.FromResult<Verdict?>(null);
        var reasoning = signs.Count == 0 ? opinion.Reasoning : $"{opinion.Reasoning} Signs of risk: {string.Join(", ", signs.Select(sign => sign.Name))}.";
        return ValueTask.FromResult<Verdict?>(score switch
        {
            >= Blocks => Of(Decision.Blocked, Confidence.Medium, Risk.High),
            >= Escalates => Of(Harder(opinion.Decision), Confidence.Medium, Risk.High),
            > 0 => Of(opinion.Decision, Confidence.Low, Risk.Medium),
            _ => Of(opinion.Decision, Confidence.Unknown, opinion.Risk),
        });

        Verdict Of(Decision decision, Confidence confidence, Risk risk) =>
            new(decision, ValidationLayer.Pattern, reasoning) { Confidence = confidence, Risk = risk };
    }

    private static Decision Harder(Decision decision) => decision == Decision.Blocked ? decision : Decision.Escalate;
}
