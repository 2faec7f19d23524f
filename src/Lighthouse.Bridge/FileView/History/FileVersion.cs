namespace Lighthouse.Bridge.FileView.History;

/// <summary>What a path held from a moment on.</summary>
/// <param name="SinceNs">The moment, in unix nanoseconds.</param>
/// <param name="State">Whether it was there, and as what.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Mode">Permissions.</param>
/// <param name="Digest">SHA-256 of the content in lower hex; null when the content was not kept.</param>
/// <param name="ModifiedNs">The file's own time of modification when it was recorded.</param>
internal sealed record FileVersion(long SinceNs, PathState State, long Size, uint Mode, string? Digest, long ModifiedNs);

/// <summary>Whether a path was there, and as what.</summary>
internal enum PathState
{
    Absent,
    File,
    Directory,
}
