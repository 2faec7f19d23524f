using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Lighthouse.Testing;

/// <summary>The lines in which two texts differ, with a little around them.</summary>
internal static class Difference
{
    private const int Around = 2;

    public static string Between(string verified, string received)
    {
        var lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(verified, received, ignoreWhitespace: false).Lines;
        var changed = lines.Select(line => line.Type != ChangeType.Unchanged).ToList();
        var text = new StringBuilder();
        var skipped = false;
        for (var index = 0; index < lines.Count; index++)
        {
            var near = Enumerable.Range(index - Around, 2 * Around + 1).Any(other => other >= 0 && other < changed.Count && changed[other]);
            if (near)
                text.Append(skipped ? "  ...\n" : "").Append(Sign(lines[index].Type)).Append(lines[index].Text).Append('\n');
            skipped = !near;
        }

        return text.Length > 0 ? text.ToString() : "Only the end of the last line differs.\n";
    }

    private static string Sign(ChangeType type) => type switch
    {
        ChangeType.Inserted => "+ ",
        ChangeType.Deleted => "- ",
        _ => "  ",
    };
}
