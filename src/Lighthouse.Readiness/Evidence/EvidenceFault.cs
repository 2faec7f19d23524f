namespace Lighthouse.Readiness.Evidence;

/// <summary>Something in a log that does not fit.</summary>
/// <param name="Code">Stable code, <c>LH30xx</c>; see <see cref="EvidenceCodes"/>.</param>
/// <param name="Line">Line in the file, from 1; 0 for the file as a whole.</param>
/// <param name="Message">What is wrong. It may quote the file: escape it where it is printed.</param>
public sealed record EvidenceFault(string Code, int Line, string Message)
{
    /// <summary><c>LH3009: line 4: message</c>.</summary>
    public override string ToString() => Line == 0 ? $"{Code}: {Message}" : $"{Code}: line {Line}: {Message}";
}
