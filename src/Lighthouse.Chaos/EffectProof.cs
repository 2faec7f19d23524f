namespace Lighthouse.Chaos;

/// <summary>Whether something other than the injector saw a fault take hold, or its healing.</summary>
/// <param name="IsProven">True only when it was seen.</param>
/// <param name="Detail">What was seen, or what was seen instead.</param>
public sealed record EffectProof(bool IsProven, string Detail)
{
    /// <summary>Whether the harm is undone although the target is not well: that is its own failing then.</summary>
    public bool IsUndone { get; private init; }

    /// <summary>It was seen.</summary>
    public static EffectProof Proven(string detail) => new(true, detail);

    /// <summary>It was not seen.</summary>
    public static EffectProof NotProven(string detail) => new(false, detail);

    /// <summary>The harm is undone, and the target does not get well.</summary>
    public static EffectProof Unwell(string detail) => new(false, detail) { IsUndone = true };
}
