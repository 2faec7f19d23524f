namespace Lighthouse.Security;

/// <summary>The attempts of one kind.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Attempts">How many were made.</param>
/// <param name="Accepted">How many got through; each is a finding or part of one.</param>
/// <param name="Unclear">How many got no answer, or one that says neither yes nor no (429, 5xx).</param>
public sealed record AttemptGroup(string Name, int Attempts, int Accepted, int Unclear);
