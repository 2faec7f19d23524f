using System.Globalization;
using System.Text.RegularExpressions;

namespace Lighthouse.Pipeline.Tests.Whole;

/// <summary>
/// The runbook of the week with ten times the time. How fast a machine is that runs the tests is no matter of theirs;
/// the proof of the gates asks whether the bridge keeps the limits as they stand.
/// </summary>
internal static partial class PatientRunbook
{
    private const int Patience = 10;

    public static string Text()
    {
        var text = File.ReadAllText(Path.Combine(Checkout.Root, "build", "runbooks", "week2.yaml"));
        text = Longest().Replace(text, found => found.Groups[1].Value + Number(found) * Patience);
        return Slowest().Replace(text, found => found.Groups[1].Value + Number(found) / Patience);
    }

    private static int Number(Match found) => int.Parse(found.Groups[2].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex("^( +- [a-z0-9_.]+ <=? )([0-9,]+)(?= (?:ms|s|min)(?: at [0-9]+ % confidence)?$)", RegexOptions.Multiline)]
    private static partial Regex Longest();

    [GeneratedRegex("^( +- [a-z0-9_.]+ >=? )([0-9,]+)(?= /s$)", RegexOptions.Multiline)]
    private static partial Regex Slowest();
}
