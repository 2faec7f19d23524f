namespace Lighthouse.Readiness.Runbooks;

/// <summary>One mistake in a runbook.</summary>
/// <param name="Code">Stable code, <c>LH20xx</c>.</param>
/// <param name="Location">Where.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record RunbookError(string Code, SourceLocation Location, string Message)
{
    /// <summary>In the form that build logs link: <c>file(line,column): error LH2001: message</c>.</summary>
    public override string ToString() => $"{Shown.Harmless(Location.ToString())}: error {Code}: {Message}";
}

/// <summary>A runbook could not be read; carries every mistake that was found, not only the first.</summary>
public sealed class RunbookException(IReadOnlyList<RunbookError> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>The mistakes, in the order of the file.</summary>
    public IReadOnlyList<RunbookError> Errors { get; } = errors;
}
