using System.Text;

namespace Cake.Docker.Internal;

/// <summary>Writes an argument so that the started program reads it back as it was.</summary>
internal static class Quoting
{
    public static string Quote(string argument)
    {
        if (argument.Length > 0 && !argument.Any(letter => char.IsWhiteSpace(letter) || letter is '"'))
            return argument;
        var text = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var letter in argument)
        {
            // Backslashes mean something only before a quote.
            text.Append('\\', letter == '"' ? backslashes + 1 : 0).Append(letter);
            backslashes = letter == '\\' ? backslashes + 1 : 0;
        }

        return text.Append('\\', backslashes).Append('"').ToString();
    }
}
