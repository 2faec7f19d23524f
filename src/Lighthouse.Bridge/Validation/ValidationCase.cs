using Lighthouse.Bridge.Validation.Caching;
using Lighthouse.Bridge.Validation.Policies;
using Lighthouse.Bridge.Validation.Understanding;

namespace Lighthouse.Bridge.Validation;

/// <summary>A request as the layers see it.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Understood">What it would do.</param>
/// <param name="Key">Everything that the verdict depends on.</param>
public sealed record ValidationCase(ValidationRequest Request, UnderstoodInput Understood, VerdictKey Key)
{
    /// <summary>What the layers before said; null when they said nothing.</summary>
    public Verdict? Opinion { get; init; }

    internal Policy Policy { get; init; } = Policy.BlocksAll;
}
