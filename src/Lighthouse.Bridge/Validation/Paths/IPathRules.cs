namespace Lighthouse.Bridge.Validation.Paths;

/// <summary>Brings the many spellings of a path to one, before any rule sees it.</summary>
public interface IPathRules
{
    /// <summary>The folder that relative paths start from when nothing else is said.</summary>
    string Project { get; }

    /// <summary>The folder that <c>~</c> means.</summary>
    string Home { get; }

    /// <summary>The one spelling of a path. Never throws.</summary>
    /// <param name="spelled">As it was given.</param>
    /// <param name="folder">Where a relative path starts, normalised; null for <see cref="Project"/>.</param>
    NormalisedPath Normalise(string spelled, string? folder = null);
}

/// <summary>A path in its one spelling.</summary>
/// <param name="Path">Absolute, without <c>.</c>, <c>..</c>, doubled slashes, encodings, lookalikes and, within the project, links.</param>
/// <param name="Traps">What was unusual about the spelling, in words that hold nothing of it; with any, nothing is approved.</param>
public sealed record NormalisedPath(string Path, IReadOnlyList<string> Traps);
