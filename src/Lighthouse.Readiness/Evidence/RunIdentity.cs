using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Evidence;

/// <summary>Which run a piece of evidence belongs to. Evidence of another identity is refused.</summary>
/// <param name="RunId">Unique per run, 32 hex digits.</param>
/// <param name="Commit">The commit of the code that is judged; <c>unknown</c> outside a repository; <c>-dirty</c> appended when files were changed.</param>
/// <param name="RunbookDigest">SHA-256 of the runbook file.</param>
/// <param name="Profile">The profile of the run.</param>
/// <param name="Seed">The seed of every random choice.</param>
public sealed record RunIdentity(string RunId, string Commit, string RunbookDigest, Profile Profile, int Seed);
