namespace Lighthouse.Bridge.Collaboration;

/// <summary>A collaboration as it is now; times are steady unix milliseconds.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Plan">What it is to be, with all participants.</param>
/// <param name="StartedBy">Who started it.</param>
/// <param name="StartedAt">When.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="EndedAt">When it ended; null while it has not.</param>
/// <param name="Version">How often the context was changed.</param>
/// <param name="Context">The context, by key.</param>
public sealed record CollaborationView(
    string Id, CollaborationPlan Plan, string StartedBy, long StartedAt, long ExpiresAt, long? EndedAt, long Version, IReadOnlyList<ContextEntry> Context);
