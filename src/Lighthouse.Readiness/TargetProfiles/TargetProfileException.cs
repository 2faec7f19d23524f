using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.TargetProfiles;

/// <summary>A target profile could not be read; carries every mistake that was found.</summary>
/// <param name="errors">The mistakes, in the order of the file.</param>
public sealed class TargetProfileException(IReadOnlyList<RunbookError> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>The mistakes, in the order of the file.</summary>
    public IReadOnlyList<RunbookError> Errors { get; } = errors;
}
