namespace Lighthouse.Readiness.Governance;

/// <summary>Something that a change demands less of, although it is judged by it.</summary>
/// <param name="Subject">What became weaker, such as <c>gate auth-bypass</c>.</param>
/// <param name="Change">How, with what it was and what it is.</param>
public sealed record Weakening(string Subject, string Change)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Subject}: {Change}";
}
