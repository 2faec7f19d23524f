using System.Globalization;

namespace Lighthouse.Benchmarks;

/// <summary>What is wished for: of the ratio to the peer, or of the measured figure itself.</summary>
internal sealed record Target
{
    private readonly string _text;
    private readonly Func<double, double?, bool> _met;

    private Target(string text, Func<double, double?, bool> met) => (_text, _met) = (text, met);

    /// <summary>Measured divided by the peer's is at least this.</summary>
    public static Target RatioAtLeast(double ratio) => new($"ratio >= {Text(ratio)}", (_, r) => r >= ratio);

    /// <summary>Measured divided by the peer's is at most this.</summary>
    public static Target RatioAtMost(double ratio) => new($"ratio <= {Text(ratio)}", (_, r) => r <= ratio);

    /// <summary>The measured figure is at least this.</summary>
    public static Target AtLeast(Figure figure) => new($">= {figure}", (measured, _) => measured >= figure.Value);

    /// <summary>The measured figure is at most this.</summary>
    public static Target AtMost(Figure figure) => new($"<= {figure}", (measured, _) => measured <= figure.Value);

    /// <summary>Whether it is met by what was measured.</summary>
    public bool IsMet(double measured, double? ratio) => _met(measured, ratio);

    public override string ToString() => _text;

    private static string Text(double ratio) => ratio.ToString("0.##", CultureInfo.InvariantCulture);
}
