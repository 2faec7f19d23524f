namespace Lighthouse.Security.Scanning.Container;

/// <summary>A file, folder or link of an image.</summary>
/// <param name="Path">From the root.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Its permissions.</param>
/// <param name="Owner">Id of the user who owns it.</param>
/// <param name="Group">Id of its group.</param>
/// <param name="Layer">The layer it comes from, from 1.</param>
internal sealed record ImageEntry(string Path, EntryKind Kind, UnixFileMode Mode, int Owner, int Group, int Layer)
{
    /// <summary>Where a link leads.</summary>
    public string? Target { get; init; }

    /// <summary>Whether the file grants capabilities of its own.</summary>
    public bool HasCapabilities { get; init; }

    /// <summary>What its content runs as.</summary>
    public ProgramKind Program { get; init; }

    /// <summary>The content, where a check needs it later.</summary>
    public byte[]? Content { get; init; }
}

/// <summary>Kinds of entries.</summary>
internal enum EntryKind
{
    File,
    Folder,
    SymbolicLink,
    Device,
}

/// <summary>Kinds of programs, told by their first bytes.</summary>
internal enum ProgramKind
{
    None,
    Native,
    Managed,
    Script,
}
