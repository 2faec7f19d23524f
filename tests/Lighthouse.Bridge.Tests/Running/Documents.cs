namespace Lighthouse.Bridge.Tests.Running;

/// <summary>The documents of the checkout that these tests were built from.</summary>
internal static class Documents
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string BridgePage => File.ReadAllText(Path.Combine(Root, "docs", "bridge.md"));

    /// <summary>The rows of the table whose header begins with a cell, each a list of its cells.</summary>
    public static List<string[]> Table(string firstCell)
    {
        var lines = BridgePage.Split('\n');
        var header = Array.FindIndex(lines, line => line.StartsWith($"| {firstCell} |", StringComparison.Ordinal));
        Assert.True(header >= 0, $"docs/bridge.md has no table that begins with '{firstCell}'");
        return [.. lines.Skip(header + 2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))];
    }

    /// <summary>The commands of docs/bridge.md in their order, each block with the heading that it stands under.</summary>
    public static List<(string Heading, string Commands)> Blocks()
    {
        var blocks = new List<(string, string)>();
        var heading = "";
        List<string>? block = null;
        foreach (var line in BridgePage.Split('\n'))
        {
            if (block is null && line.StartsWith("##", StringComparison.Ordinal)) heading = line.TrimStart('#', ' ');
            if (line == "```sh") block = [];
            else if (line == "```" && block is not null)
            {
                blocks.Add((heading, string.Join('\n', block)));
                block = null;
            }
            else block?.Add(line);
        }

        return blocks;
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Lighthouse.Pipeline.sln")) ? folder : Find(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!);
}
