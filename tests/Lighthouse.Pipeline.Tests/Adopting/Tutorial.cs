namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>The commands of docs/adopt.md, section by section.</summary>
internal static class Tutorial
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "adopt.md"));

    /// <summary>Runs every command of a section in one shell; each must end as the page says.</summary>
    public static async Task<CommandOutcome> FollowAsync(string section, EmptyFolder folder, Packages packages)
    {
        var commands = CommandsOf(section);
        Assert.NotEmpty(commands);
        var outcome = await folder.ShellAsync(string.Join('\n', commands.Select(Checked)), ("PACKAGES", packages.Folder));
        outcome.Require(0);
        return outcome;
    }

    public static IReadOnlyList<string> CommandsOf(string section)
    {
        var text = Page[Page.IndexOf($"\n## {section}\n", StringComparison.Ordinal)..];
        text = text[..(text.IndexOf("\n## ", 1, StringComparison.Ordinal) is var end and > 0 ? end : text.Length)];
        return [.. text.Split("```sh\n").Skip(1).SelectMany(block => block[..block.IndexOf("```", StringComparison.Ordinal)].Split('\n')).Where(line => line.Length > 0)];
    }

    private static string Checked(string command)
    {
        var expected = command.Split('#')[^1].Trim() switch { "NO-GO" => 1, "refused" => 2, _ => 0 };
        return $"echo '+ {command.Replace("'", "'\\''", StringComparison.Ordinal)}'\n{command}\ncode=$?; [ $code -eq {expected} ] || {{ echo \"ended with $code instead of {expected}\"; exit 90; }}";
    }
}
