namespace Lighthouse.Bridge.Validation.Caching;

/// <summary>Remembers definite verdicts.</summary>
public interface IVerdictCache
{
    /// <summary>The verdict of exactly this key; null when there is none any more.</summary>
    Verdict? Find(VerdictKey key);

    /// <summary>Remembers a verdict, dropping those that were not asked for longest.</summary>
    /// <param name="key">Everything that it depends on.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="life">How long it holds; null for as long as there is room.</param>
    void Keep(VerdictKey key, Verdict verdict, TimeSpan? life);

    /// <summary>Forgets everything.</summary>
    void Clear();

    /// <summary>What it holds now.</summary>
    VerdictCacheFigures Measure();
}

/// <summary>What a cache holds.</summary>
/// <param name="Entries">Verdicts.</param>
/// <param name="Bytes">Their size, estimated from their texts.</param>
/// <param name="Evicted">Verdicts dropped for want of room since the start.</param>
public sealed record VerdictCacheFigures(int Entries, long Bytes, long Evicted);
