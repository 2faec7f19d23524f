namespace Lighthouse.Chaos.FileDamage;

/// <summary>One damage in the journal.</summary>
/// <param name="Path">The file that was to be damaged.</param>
/// <param name="Backup">The name of its copy in the journal's folder.</param>
/// <param name="Digest">SHA-256 of the file before, in lower-case hexadecimal.</param>
/// <param name="Kind">How it was to be damaged.</param>
/// <param name="At">When.</param>
public sealed record DamageEntry(string Path, string Backup, string Digest, DamageKind Kind, DateTimeOffset At);
