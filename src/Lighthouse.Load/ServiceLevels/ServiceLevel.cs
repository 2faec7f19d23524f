namespace Lighthouse.Load.ServiceLevels;

/// <summary>A figure that may leave its limit for a while: longer than its grace without a break is a breach.</summary>
/// <param name="Name">The figure's name, such as <c>p99</c>.</param>
/// <param name="Limit">The limit, in the unit of the figure.</param>
/// <param name="IsCeiling">Whether the figure is outside above the limit; otherwise below it.</param>
/// <param name="Grace">How long it may be outside; above 0.</param>
public sealed record ServiceLevel(string Name, double Limit, bool IsCeiling, TimeSpan Grace)
{
    /// <summary>Whether a value lies outside. One that is no number does, so that a figure which cannot be computed is never good.</summary>
    public bool IsOutside(double value) => IsCeiling ? !(value <= Limit) : !(value >= Limit);
}
