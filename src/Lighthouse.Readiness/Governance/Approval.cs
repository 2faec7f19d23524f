using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Governance;

/// <summary>What a role signs: that it answers for one matter of one release.</summary>
/// <param name="Role">The role, such as <c>Security</c>.</param>
/// <param name="Matter">What is approved: <see cref="Release"/>, <see cref="WeakerRules"/>, or an item of the checklist, see <see cref="OfItem"/>.</param>
/// <param name="Commit">The commit that is released, 40 or 64 hex digits; one with changes beside it cannot be approved.</param>
/// <param name="RunbookDigest">SHA-256 of the runbook by which it is judged.</param>
/// <param name="Profile">The profile of the decision.</param>
/// <param name="On">The day on which it was signed, UTC.</param>
/// <param name="Expires">The last day on which it counts, UTC; at most <see cref="LongestDays"/> days later.</param>
/// <param name="Weakenings">For <see cref="WeakerRules"/>: the digest of the list that was approved; otherwise null.</param>
public sealed record Approval(string Role, string Matter, string Commit, string RunbookDigest, Profile Profile, DateOnly On, DateOnly Expires, string? Weakenings = null)
{
    /// <summary>The matter of letting the release go on.</summary>
    public const string Release = "release";

    /// <summary>The matter of judging a change by rules that it made weaker.</summary>
    public const string WeakerRules = "weakening";

    /// <summary>How long an approval counts at most.</summary>
    public const int LongestDays = 90;

    private const string ItemPrefix = "checklist/";

    /// <summary>The matter of an item of the checklist, such as <c>checklist/training-held</c>.</summary>
    public static string OfItem(string id) => ItemPrefix + id;
}
