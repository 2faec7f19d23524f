using System.Buffers;

namespace Lighthouse.Bridge.Validation.Understanding;

/// <summary>What of a command's argument could be a path: nearly everything.</summary>
internal static class ArgumentPaths
{
    private static readonly SearchValues<char> Separators = SearchValues.Create("=:@,");

    public static IEnumerable<string> Of(string argument)
    {
        var isOption = argument.Length > 1 && argument[0] == '-';
        if (!isOption) yield return argument;
        // A value that is written directly behind an option's letter.
        else if (argument[1] != '-' && argument.Length > 2) yield return argument[2..];
        if (!argument.AsSpan().ContainsAny(Separators)) yield break;
        var isAddress = argument.Contains("://", StringComparison.Ordinal);
        for (var at = 0; at < argument.Length; at++)
        {
            if (!Separators.Contains(argument[at]) || at + 1 == argument.Length) continue;
            if (isAddress && argument.AsSpan(at).StartsWith("://")) continue;
            // Up to the end and up to the next separator: either may be meant.
            yield return argument[(at + 1)..];
            var next = argument.AsSpan(at + 1).IndexOfAny(Separators);
            if (next > 0) yield return argument.Substring(at + 1, next);
        }

        var first = argument.AsSpan().IndexOfAny(Separators);
        if (!isOption && first > 0 && !isAddress) yield return argument[..first];
    }
}
