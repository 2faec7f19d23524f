using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads single values. What is wrong is noted and a placeholder returned: the reading goes on to find the next mistake, and its result is thrown away.</summary>
internal static class NodeReading
{
    /// <summary>A text with white space folded; empty when it is none.</summary>
    internal static string ReadText(this Mistakes mistakes, Node node, string subject, TextForm form)
    {
        if (node is not TextNode { Text: var raw })
            return mistakes.Refuse(RunbookCodes.WrongType, node, $"{subject} must be a single value ({form.Description}), not {node.Kind}.");
        if (string.IsNullOrWhiteSpace(raw))
            return mistakes.Refuse(RunbookCodes.Empty, node, $"{subject} is empty; write {form.Description}.");
        var text = Fold(raw);
        if (text.Length > form.Longest)
            return mistakes.Refuse(RunbookCodes.Text, node, $"{subject} '{Shown.Short(text)}' has {text.Length} characters; at most {form.Longest} are allowed.");
        if (text.Any(char.IsControl))
            return mistakes.Refuse(RunbookCodes.Text, node, $"{subject} '{Shown.Short(text)}' has a control character; write printable text.");
        return form.Fits(text)
            ? text
            : mistakes.Refuse(RunbookCodes.Form, node, $"{subject} is '{Shown.Short(text)}'; allowed are {form.Description}.");
    }

    /// <summary>A word of a closed set.</summary>
    internal static T ReadWord<T>(this Mistakes mistakes, Node node, string subject)
        where T : struct, Enum
    {
        var text = mistakes.ReadText(node, subject, TextForm.Sentence);
        if (!Words<T>.TryRead(text, out var value) && text.Length > 0)
            mistakes.Add(RunbookCodes.UnknownWord, node.Location, $"{subject} is '{Shown.Short(text)}'; allowed are {string.Join(", ", Words<T>.All)}.{mistakes.Suggest(text, Words<T>.All)}");
        return value;
    }

    /// <summary>A quantity; null when it is none.</summary>
    internal static Quantity? ReadQuantity(this Mistakes mistakes, Node node, string subject)
    {
        var text = mistakes.ReadText(node, subject, TextForm.Sentence);
        if (text.Length == 0)
            return null;
        if (QuantityParser.Read(text, out var quantity) is not { } refusal)
            return quantity;
        mistakes.AddQuantity(node.Location, subject, refusal);
        return null;
    }

    /// <summary>Notes that a text is no quantity.</summary>
    internal static void AddQuantity(this Mistakes mistakes, SourceLocation location, string subject, QuantityRefusal refusal)
    {
        if (refusal.UnknownUnit is { } unit)
            mistakes.Add(RunbookCodes.UnknownUnit, location, $"{subject}: {refusal.Message}.{mistakes.Suggest(unit, Unit.All.Select(known => known.Symbol))}");
        else
            mistakes.Add(RunbookCodes.Quantity, location, $"{subject}: {refusal.Message}.");
    }

    /// <summary>The items of a list; none when it is no list.</summary>
    internal static IReadOnlyList<Node> ReadList(this Mistakes mistakes, Node? node, string subject)
    {
        if (node is ListNode list)
            return list.Items;
        if (node is not null)
            mistakes.Add(RunbookCodes.WrongType, node.Location, $"{subject} must be a list ('- ' before each item), not {node.Kind}.");
        return [];
    }

    /// <summary>White space of any kind and length becomes one space.</summary>
    internal static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Refuse(this Mistakes mistakes, string code, Node node, string message)
    {
        mistakes.Add(code, node.Location, message);
        return "";
    }
}
