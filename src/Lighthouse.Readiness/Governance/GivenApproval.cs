namespace Lighthouse.Readiness.Governance;

/// <summary>An approval file that was given to a decision.</summary>
/// <param name="File">Its name.</param>
/// <param name="Approval">What it says; null when it is no approval.</param>
/// <param name="Code">Why it does not count, see <see cref="ApprovalCodes"/>; null when it counts.</param>
/// <param name="Reason">The same in one sentence; null when it counts.</param>
public sealed record GivenApproval(string File, Approval? Approval, string? Code, string? Reason)
{
    /// <summary>Whether it counts.</summary>
    public bool Counts => Code is null && Approval is not null;
}
