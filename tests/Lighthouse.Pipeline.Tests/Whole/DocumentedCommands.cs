using System.Text.RegularExpressions;

namespace Lighthouse.Pipeline.Tests.Whole;

/// <summary>Every build command that a page shows is one that the build takes.</summary>
public sealed partial class DocumentedCommands
{
    public static TheoryData<string> Commands => [.. Documented];

    private static IReadOnlyList<string> Documented { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Checkout.Root, "docs"), "*.md", SearchOption.AllDirectories)
            // Those of the tutorial are run for real, see Adopting/Tutorial.cs.
            .Where(page => Path.GetFileName(page) != "adopt.md")
            .Append(Path.Combine(Checkout.Root, "README.md"))
            .SelectMany(page => Command().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value.Trim()))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Commands))]
    public async Task Is_taken_by_the_build(string arguments)
    {
        using var folder = new TemporaryFolder();
        var outcome = await BuildHost.RunAsync([.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => Here(one, folder.Path)).OfType<string>(), "--dryrun", $"--artifacts={folder.Path}"]);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
    }

    private static readonly string[] Folders = ["--evidence=", "--before=", "--after=", "--history=", "--results=", "--compare-with=", "--approvals="];

    // What a page leaves to its reader: an id and a key of his own, and folders that earlier commands of the page made.
    private static string? Here(string argument, string folder) => argument switch
    {
        _ when argument.StartsWith("--artifacts=", StringComparison.Ordinal) => null,
        _ when argument.StartsWith("--signing-key=", StringComparison.Ordinal) => null,
        _ when Folders.FirstOrDefault(option => argument.StartsWith(option, StringComparison.Ordinal)) is { } option => option + folder,
        _ => argument.Replace("$ID", new string('a', 32), StringComparison.Ordinal),
    };

    [Fact]
    public void The_two_commands_of_the_quick_start_are_there()
    {
        Assert.Contains("--target=GoNoGo", Documented);
        Assert.Contains("--target=Test", Documented);
    }

    [GeneratedRegex(@"\./build\.sh((?: +--?[a-z]+(?:-[a-z]+)*(?:=[^\s`|\\)]+)?)+)")]
    private static partial Regex Command();
}
