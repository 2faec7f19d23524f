namespace Lighthouse.Chaos.Plans;

/// <summary>A line that says something.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Indent">Its leading spaces.</param>
/// <param name="Text">What stands behind them, without a comment.</param>
internal readonly record struct YamlLine(int Number, int Indent, string Text)
{
    private const int LongestText = 256 * 1024, MostLines = 10_000;
    private const string BeforeQuotes = " :[{,-";

    /// <summary>Whether it begins an entry of a sequence.</summary>
    public bool IsEntry => Text == "-" || Text.StartsWith("- ", StringComparison.Ordinal);

    /// <summary>The lines of a text, without empty ones and comments.</summary>
    /// <exception cref="ChaosException">The text is too long, or a line cannot be one.</exception>
    public static List<YamlLine> Of(string text)
    {
        if (text.Length > LongestText)
            throw new ChaosException($"LHC5301: the text has {text.Length} characters; up to {LongestText} are allowed.");
        var lines = new List<YamlLine>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            if (number > MostLines)
                throw new ChaosException($"LHC5302: the text has more than {MostLines} lines.");
            var line = WithoutComment(raw.TrimEnd('\r'));
            if (line.Length == 0 || (number == 1 && line == "---"))
                continue;
            var indent = line.Length - line.TrimStart(' ').Length;
            if (line.Any(letter => char.IsControl(letter)))
                throw new ChaosException($"LHC5303: line {number} holds a tab or another control character; indentation is made of spaces.");
            lines.Add(new YamlLine(number, indent, line[indent..]));
        }

        return lines;
    }

    private static string WithoutComment(string line)
    {
        var quote = '\0';
        for (var at = 0; at < line.Length; at++)
        {
            var letter = line[at];
            var isPair = letter == '\'' && at + 1 < line.Length && line[at + 1] == '\'';
            if ((quote == '"' && letter == '\\') || (quote == '\'' && isPair))
                at++;
            else if (letter == quote)
                quote = '\0';
            else if (quote == '\0' && letter is '"' or '\'' && (at == 0 || BeforeQuotes.Contains(line[at - 1], StringComparison.Ordinal)))
                quote = letter;
            else if (quote == '\0' && letter == '#' && (at == 0 || line[at - 1] == ' '))
                return line[..at].TrimEnd(' ');
        }

        return line.TrimEnd(' ');
    }
}
