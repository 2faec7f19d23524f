using Lighthouse.Pipeline.Runs;

namespace Lighthouse.Pipeline.Governance;

/// <summary>Finds the commit that a change is compared with.</summary>
internal static class ChangeBase
{
    /// <summary>Where the change began.</summary>
    /// <param name="repository">A folder of the repository.</param>
    /// <param name="reference">The commit or branch that was named; null for the branch's upstream.</param>
    /// <returns>The commit, or why there is none.</returns>
    public static (string? Commit, string? Problem) Of(string repository, string? reference)
    {
        if (Git.Text(repository, "rev-parse", "--verify", "--quiet", "HEAD^{commit}") is not { Length: > 0 } head)
            return (null, "this is no git repository with a commit in it");
        var named = Git.Text(repository, "merge-base", reference ?? "@{upstream}", "HEAD");
        if (reference is not null && named is null)
            return (null, $"'{reference}' is no commit that this one has anything in common with; fetch it, or name another with --base=REF");

        // Nothing lies between a commit and itself: what is merged already is compared with what was there before the merge.
        if (named is { Length: > 0 } && named != head)
            return (named, null);
        return Git.Text(repository, "rev-parse", "--verify", "--quiet", "HEAD^1^{commit}") is { Length: > 0 } parent
            ? (parent, null)
            : (null, "the commit has no parent here: it is the first, or the checkout is shallow (git fetch --unshallow)");
    }
}
