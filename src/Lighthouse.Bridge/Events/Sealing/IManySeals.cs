namespace Lighthouse.Bridge.Events.Sealing;

/// <summary>A seal that verifies many records in little more time than a few.</summary>
internal interface IManySeals
{
    /// <summary>Most records of one call.</summary>
    public const int Most = WideSha256.Lanes;

    /// <summary>
    /// Whether every record is as it was written. False says nothing: one of them may not verify, or they are too few or too
    /// unequal to gain anything, and each has to be looked at for itself.
    /// </summary>
    /// <param name="records">Records that lie one behind the other.</param>
    /// <param name="sizes">Their sizes, at most <see cref="Most"/>.</param>
    bool VerifyAll(ReadOnlySpan<byte> records, ReadOnlySpan<int> sizes);
}
