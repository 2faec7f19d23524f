namespace Lighthouse.Bridge.Validation.Shell;

/// <summary>A command while it is read.</summary>
internal sealed class ShellCommand
{
    public List<string> Words { get; } = [];

    public List<(string Target, bool IsWritten)> Files { get; } = [];

    /// <summary>What here-documents and here-strings feed it.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>The commands whose output it reads, first one first.</summary>
    public List<IReadOnlyList<string>> PipedFrom { get; init; } = [];

    public bool IsEmpty => Words.Count == 0 && Files.Count == 0;

    /// <summary>Whether a here-document is still to be read for it.</summary>
    public bool IsWaiting { get; set; }
}

/// <summary>A command that a script would run.</summary>
/// <param name="Assignments">Variables set for it.</param>
/// <param name="Words">Program and arguments.</param>
/// <param name="Files">Files that it is redirected from and to.</param>
/// <param name="Folders">The folders that it could be run in.</param>
/// <param name="PipedFrom">Programs whose output it reads.</param>
/// <param name="IsOnlyPossible">Whether it is only one way to read the script.</param>
internal sealed record RunCommand(
    IReadOnlyList<string> Assignments, IReadOnlyList<string> Words, IReadOnlyList<(string Target, bool IsWritten)> Files,
    IReadOnlyList<string> Folders, IReadOnlyList<string> PipedFrom, bool IsOnlyPossible);
