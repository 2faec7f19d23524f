using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.FileView.Project;

/// <summary>What happened to a file or folder of the project.</summary>
internal enum FileChangeKind
{
    Created,
    Written,
    ModeChanged,
    Renamed,
    Exchanged,
    Deleted,
    DirectoryCreated,
    DirectoryDeleted,
}

/// <summary>A change that is to be recorded.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Path">To which path, raw.</param>
/// <param name="Uid">Which user of the machine did it.</param>
internal sealed record FileChange(FileChangeKind Kind, string Path, uint Uid)
{
    /// <summary>The path before a rename; the other one of an exchange.</summary>
    public string? From { get; init; }

    /// <summary>Permissions, where the change sets them.</summary>
    public uint Mode { get; init; }

    /// <summary>Larger contents are read when the change is recorded, a moment after it.</summary>
    public const int MostBytesTaken = 16 * 1024;

    /// <summary>The file's own time of modification.</summary>
    public long ModifiedNs { get; init; }

    /// <summary>The content of a small written file as it was then.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>A larger written file, opened for reading; the recorder closes it.</summary>
    public SafeFileHandle? Content { get; init; }

    /// <summary>Whether it happened while nobody watched and was found at the start.</summary>
    public bool IsFound { get; init; }
}

/// <summary>The wire's words for changes.</summary>
internal static class FileChangeKinds
{
    private static readonly string[] Words =
        ["created", "written", "mode_changed", "renamed", "exchanged", "deleted", "directory_created", "directory_deleted"];

    public static string Word(this FileChangeKind kind) => Words[(int)kind];

    public static FileChangeKind? Parse(string? word) => Array.IndexOf(Words, word) is var index and >= 0 ? (FileChangeKind)index : null;
}
