namespace Lighthouse.Instruments.Tests.Security.Scanning.Secrets;

/// <summary>A text that holds a secret, or none.</summary>
/// <param name="Kind">What it is, for the table.</param>
/// <param name="Text">The text.</param>
/// <param name="IsSecret">Whether it holds one.</param>
internal sealed record LabelledText(string Kind, string Text, bool IsSecret);

/// <summary>Texts with and without secrets, drawn from a fixed seed and made from what the issuers document, not from the detector's patterns.</summary>
internal static class LabelledSet
{
    private const int Seed = 20260417;
    private const int EachKind = 18;

    public static IReadOnlyList<LabelledText> All { get; } = [.. Make()];

    private static IEnumerable<LabelledText> Make()
    {
        var drawn = new Drawn(Seed);
        foreach (var (kind, make) in SecretTexts.Kinds)
        {
            for (var index = 0; index < EachKind; index++)
                yield return new LabelledText(kind, make(drawn, index), IsSecret: true);
        }

        foreach (var (kind, make) in NearMisses.Drawn)
        {
            for (var index = 0; index < EachKind; index++)
                yield return new LabelledText(kind, make(drawn, index), IsSecret: false);
        }

        foreach (var text in NearMisses.Written)
            yield return new LabelledText("written near misses", text, IsSecret: false);
    }
}
