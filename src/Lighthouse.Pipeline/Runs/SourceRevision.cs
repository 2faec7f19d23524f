namespace Lighthouse.Pipeline.Runs;

/// <summary>Which version of the source is judged.</summary>
internal static class SourceRevision
{
    /// <summary>The commit of a folder's repository, <c>-dirty</c> appended when a file differs from it; <c>unknown</c> outside a repository or without git.</summary>
    public static string Of(string folder)
    {
        var commit = Git.Text(folder, "rev-parse", "--verify", "HEAD");
        if (commit is null || commit.Length == 0)
            return "unknown";
        return Git.Text(folder, "status", "--porcelain") is { Length: 0 } ? commit : $"{commit}-dirty";
    }
}
