namespace Lighthouse.Security.Scanning.Container;

/// <summary>Reads texts of paragraphs of fields, as package managers write them.</summary>
internal static class Paragraphs
{
    /// <summary>The fields of each paragraph; of a field that goes on, the first line. Of a field that occurs again, the first.</summary>
    public static IEnumerable<Dictionary<string, string>> Read(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')).Append(""))
        {
            if (line.Length == 0)
            {
                if (fields.Count > 0)
                    yield return fields;
                fields = new Dictionary<string, string>(StringComparer.Ordinal);
            }
            else if (line[0] != ' ' && line.IndexOf(':', StringComparison.Ordinal) is var at and > 0)
                fields.TryAdd(line[..at], line[(at + 1)..].Trim());
        }
    }
}
