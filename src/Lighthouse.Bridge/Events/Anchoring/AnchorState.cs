namespace Lighthouse.Bridge.Events.Anchoring;

/// <summary>What was found of the anchor when the store was opened.</summary>
/// <param name="Anchor">The newest statement that verifies; null when none does.</param>
/// <param name="Exists">Whether there is an anchor file.</param>
/// <param name="SoundSlots">How many of the two slots verify.</param>
internal sealed record AnchorState(Anchor? Anchor, bool Exists, int SoundSlots)
{
    /// <summary>Whether the whole file is as it was written.</summary>
    public bool Sound => SoundSlots == 2;
}
