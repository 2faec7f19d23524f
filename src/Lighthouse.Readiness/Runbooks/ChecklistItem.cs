namespace Lighthouse.Readiness.Runbooks;

/// <summary>Something that no suite can measure and that a person must have seen to, such as a training that was held.</summary>
/// <param name="Id">Its stable id, such as <c>training-held</c>.</param>
/// <param name="Area">What part of readiness it belongs to.</param>
/// <param name="Role">The role that attests it.</param>
/// <param name="Title">What is attested, in one sentence.</param>
/// <param name="Profiles">The profiles whose GO needs it; at least one.</param>
/// <param name="Location">Where it stands.</param>
public sealed record ChecklistItem(string Id, ChecklistArea Area, string Role, string Title, IReadOnlyList<Profile> Profiles, SourceLocation Location);

/// <summary>The parts of the manual readiness checklist.</summary>
public enum ChecklistArea
{
    /// <summary>The system and its documents.</summary>
    Technical,

    /// <summary>Who runs it, and how.</summary>
    Operational,

    /// <summary>Who uses it and answers for it.</summary>
    Business,
}
