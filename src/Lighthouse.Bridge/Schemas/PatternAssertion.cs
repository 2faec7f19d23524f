using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lighthouse.Bridge.Schemas;

/// <summary>
/// A string matches a regular expression somewhere. The engine does not backtrack: its time grows with the text alone. What it cannot do, such
/// as looking around and referring back, is refused when the question is asked, and so are expressions that would take much memory.
/// </summary>
internal sealed class PatternAssertion(Regex pattern) : IAssertion
{
    private const int Longest = 512;
    private const int LargestAutomaton = 2_000;
    private const int CharactersOfAStep = 8;
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(250);

    static PatternAssertion() => AppContext.SetData("REGEX_NONBACKTRACKING_MAX_AUTOMATA_SIZE", LargestAutomaton);

    public static PatternAssertion Parse(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) throw new SchemaException("The schema keyword 'pattern' needs a regular expression.");
        var text = value.GetString()!;
        if (text.Length > Longest) throw new SchemaException($"A pattern has at most {Longest} characters.");
        try
        {
            return new(new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Bound));
        }
        catch (NotSupportedException)
        {
            throw new SchemaException("The pattern is too large, or uses what cannot be checked without backtracking: look-around, back references, atomic groups.");
        }
        catch (ArgumentException)
        {
            throw new SchemaException("The pattern is no regular expression.");
        }
    }

    public string? Problem(JsonElement value, string place, Effort effort)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        var text = value.GetString()!;
        if (!effort.Spend(1 + (text.Length / CharactersOfAStep))) return Effort.Problem(place);
        try
        {
            return pattern.IsMatch(text) ? null : $"{place} does not match its pattern";
        }
        catch (RegexMatchTimeoutException)
        {
            return Effort.Problem(place);
        }
    }
}
