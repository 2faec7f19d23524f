namespace Lighthouse.Bridge.Experts;

/// <summary>A delegation or task as it is now; times are steady unix milliseconds.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Request">What was asked; its input is let go when it has ended.</param>
/// <param name="Expert">Who has it.</param>
/// <param name="CreatedAt">When it was handed out.</param>
/// <param name="ExpiresAt">Its deadline.</param>
/// <param name="End">How it ended; null while it has not.</param>
public sealed record DelegationView(string Id, DelegationRequest Request, string Expert, long CreatedAt, long ExpiresAt, DelegationEnd? End)
{
    /// <summary>Where it stands.</summary>
    public DelegationState State => End?.State ?? DelegationState.Pending;
}
