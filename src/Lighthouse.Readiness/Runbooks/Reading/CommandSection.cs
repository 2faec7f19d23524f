namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads a command: a list of words, so that nothing has to be quoted and no shell takes part.</summary>
internal static class CommandSection
{
    /// <summary>The words; empty when the key is missing or a mistake was noted.</summary>
    internal static IReadOnlyList<string> Read(MapReader map, string key, string subject, Mistakes mistakes)
    {
        if (map.Find(key) is not { } node)
            return [];
        if (node.IsNothing)
        {
            mistakes.Add(RunbookCodes.Empty, node.Location, $"{subject} is empty; write the program and its arguments as a list, such as [python3, measure.py].");
            return [];
        }

        return [.. mistakes.ReadList(node, subject).Select(word => mistakes.ReadText(word, $"a word of {subject}", TextForm.Paragraph)).Where(word => word.Length > 0)];
    }
}
