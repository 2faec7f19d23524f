namespace Cake.Frosting.Internal;

/// <summary>Makes text from outside safe to print.</summary>
internal static class Printable
{
    /// <summary>Replaces each control character, so that a terminal does not obey it.</summary>
    public static string Of(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter));
}
