namespace Lighthouse.Bridge.Validation;

/// <summary>What a layer decided about a command. Everything that is not set errs on the side of refusing.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Layer">Who decided.</param>
/// <param name="Reasoning">Why, for people; never a part of the input.</param>
public sealed record Verdict(Decision Decision, ValidationLayer Layer, string Reasoning)
{
    /// <summary>How sure it is.</summary>
    public Confidence Confidence { get; init; } = Confidence.Unknown;

    /// <summary>How much harm the command could do.</summary>
    public Risk Risk { get; init; } = Risk.High;

    /// <summary>The rule of the policy that decided; null when none did.</summary>
    public string? RuleId { get; init; }

    /// <summary>The expert that decided; null when none did.</summary>
    public string? Expert { get; init; }

    /// <summary>Whether it stands for a layer that failed; such a verdict is never remembered.</summary>
    public bool IsFailure { get; init; }

    /// <summary>Whether no further layer needs to be asked.</summary>
    public bool IsDefinite => Decision is Decision.Approved or Decision.Blocked;

    /// <summary>Whether an expert must decide before the command may run.</summary>
    public bool ExpertRequired => Decision == Decision.Escalate;
}
