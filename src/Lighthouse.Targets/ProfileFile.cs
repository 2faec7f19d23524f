namespace Lighthouse.Targets;

/// <summary>A target profile that the pipeline has read and found in order.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Sha256">Digest of its bytes then, 64 lower-case hexadecimal digits: who reads it later compares.</param>
public sealed record ProfileFile(string Path, string Sha256);
