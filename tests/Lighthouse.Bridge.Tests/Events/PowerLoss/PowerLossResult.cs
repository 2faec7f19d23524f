using System.Globalization;

namespace Lighthouse.Bridge.Tests.Events.PowerLoss;

/// <summary>What one power loss did.</summary>
/// <param name="Round">Its number.</param>
/// <param name="Acknowledged">Events that this round's writer had seen acknowledged.</param>
/// <param name="Stored">Events that the store held afterwards.</param>
/// <param name="Lost">Events acknowledged in any round that are not there, or not as they were.</param>
/// <param name="Invented">Events that nobody wrote, that are there twice or out of order.</param>
/// <param name="Violations">Violations that recovery reported.</param>
internal sealed record PowerLossResult(int Round, long Acknowledged, long Stored, long Lost, long Invented, int Violations)
{
    private const string Prefix = "loss ";

    public static PowerLossResult? Parse(string line)
    {
        if (!line.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var figures = line[Prefix.Length..].Split(' ').Select(figure => long.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return new PowerLossResult((int)figures[0], figures[1], figures[2], figures[3], figures[4], (int)figures[5]);
    }

    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Round} {Acknowledged} {Stored} {Lost} {Invented} {Violations}");
}
