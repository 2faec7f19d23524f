using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.FileView.Tree;

/// <summary>A top folder of the view. Paths are raw, relative to it; its own is empty.</summary>
internal interface IViewArea
{
    Errno Stat(string path, out FuseAttributes attributes);

    /// <summary>Adds what a folder holds.</summary>
    Errno List(string path, List<ViewName> names);

    Errno Open(FuseCaller caller, string path, uint flags, out IViewFile file);
}

/// <summary>A name within a folder, and what it is.</summary>
internal readonly record struct ViewName(string Name, ulong Inode, uint Mode);

/// <summary>An area that can be changed.</summary>
internal interface IWritableArea : IViewArea
{
    Errno Create(FuseCaller caller, string path, uint flags, uint mode, out IViewFile file, out FuseAttributes attributes);

    Errno MakeDirectory(FuseCaller caller, string path, uint mode, out FuseAttributes attributes);

    /// <summary>Removes a file; while it is open its bytes go on counting, until the last of its open files is closed.</summary>
    Errno Unlink(FuseCaller caller, string path, bool isOpen);

    Errno RemoveDirectory(FuseCaller caller, string path);

    Errno Rename(FuseCaller caller, string path, string newPath, uint flags, bool isTargetOpen);

    /// <summary>Changes attributes.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="path">Where; null when the file has no name any more.</param>
    /// <param name="open">A way to it through an open file; null when there is none.</param>
    /// <param name="change">What.</param>
    /// <param name="attributes">The attributes afterwards.</param>
    Errno SetAttributes(FuseCaller caller, string? path, IViewFile? open, in FuseChange change, out FuseAttributes attributes);

    Errno SyncDirectory(string path);

    FuseStatistics Statistics();
}

/// <summary>An open file. Disposing it closes it.</summary>
internal interface IViewFile : IDisposable
{
    bool IsDirect { get; }

    Errno Stat(out FuseAttributes attributes);

    Errno Read(long offset, Span<byte> into, out int read);

    Errno Write(FuseCaller caller, long offset, ReadOnlySpan<byte> data, uint flags, out int written);

    /// <summary>A descriptor is closed.</summary>
    /// <param name="caller">Who; null when the last one is gone.</param>
    /// <param name="path">The file's name by now; null when it has none.</param>
    Errno Flush(FuseCaller? caller, string? path);

    Errno Sync(bool dataOnly);
}
