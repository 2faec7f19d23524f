namespace Lighthouse.Readiness.Runbooks;

/// <summary>Where something stands in a runbook file.</summary>
/// <param name="File">The file, as it was given.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public readonly record struct SourceLocation(string File, int Line, int Column)
{
    /// <summary><c>file(line,column)</c>, which editors and build logs turn into a link.</summary>
    public override string ToString() => $"{File}({Line},{Column})";
}
