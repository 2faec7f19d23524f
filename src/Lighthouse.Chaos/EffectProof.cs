namespace Lighthouse.Chaos;

/// <summary>Whether something other than the injector saw a fault take hold, or its healing.</summary>
/// <param name="IsProven">True only when it was seen.</param>
/// <param name="Detail">What was seen, or what was seen instead.</param>
public sealed record EffectProof(bool IsProven, string Detail)
{
    /// <summary>It was seen.</summary>
    public static EffectProof Proven(string detail) => new(true, detail);

    /// <summary>It was not seen.</summary>
    public static EffectProof NotProven(string detail) => new(false, detail);
}
