namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>
/// A file system behind <c>/dev/fuse</c>: nodes by number, 1 is the root. Every call is made on one of a bounded number of threads, many at a
/// time. Whatever it throws becomes EIO.
/// </summary>
public interface IFuseFileSystem
{
    /// <summary>Finds a name in a directory. Each success counts once towards what <see cref="Forget"/> takes back.</summary>
    Errno Lookup(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, out FuseEntry entry);

    /// <summary>The kernel forgets a node that it got that many times.</summary>
    void Forget(ulong node, ulong count);

    /// <summary>Attributes of a node.</summary>
    Errno GetAttributes(FuseCaller caller, ulong node, ulong? handle, out FuseAttributes attributes);

    /// <summary>Changes attributes: all that is wished, or an error.</summary>
    Errno SetAttributes(FuseCaller caller, ulong node, in FuseChange change, out FuseAttributes attributes);

    /// <summary>Makes a directory.</summary>
    Errno MakeDirectory(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, uint mode, out FuseEntry entry);

    /// <summary>Makes a file if need be, and opens it.</summary>
    Errno Create(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, uint flags, uint mode, out FuseEntry entry, out FuseOpened opened);

    /// <summary>Removes a file's name.</summary>
    Errno Unlink(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name);

    /// <summary>Removes an empty directory.</summary>
    Errno RemoveDirectory(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name);

    /// <summary>Gives an entry another name.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="parent">Its directory.</param>
    /// <param name="name">Its name.</param>
    /// <param name="newParent">Its new directory.</param>
    /// <param name="newName">Its new name.</param>
    /// <param name="flags">Those of <c>renameat2</c>.</param>
    Errno Rename(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, ulong newParent, ReadOnlySpan<byte> newName, uint flags);

    /// <summary>Opens a file.</summary>
    Errno Open(FuseCaller caller, ulong node, uint flags, out FuseOpened opened);

    /// <summary>Reads; fewer bytes than asked for mean the end.</summary>
    Errno Read(FuseCaller caller, ulong handle, long offset, Span<byte> into, out int read);

    /// <summary>Writes.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="handle">Where.</param>
    /// <param name="offset">At which byte.</param>
    /// <param name="data">What.</param>
    /// <param name="flags">The open file's present flags.</param>
    /// <param name="written">How much was written.</param>
    Errno Write(FuseCaller caller, ulong handle, long offset, ReadOnlySpan<byte> data, uint flags, out int written);

    /// <summary>A descriptor of the file is closed; others may remain.</summary>
    Errno Flush(FuseCaller caller, ulong handle);

    /// <summary>The file is closed.</summary>
    void Release(ulong handle);

    /// <summary>Brings the file to stable storage before it returns.</summary>
    Errno Sync(FuseCaller caller, ulong handle, bool dataOnly);

    /// <summary>Opens a directory.</summary>
    Errno OpenDirectory(FuseCaller caller, ulong node, out FuseOpened opened);

    /// <summary>Lists entries from a position on.</summary>
    Errno ReadDirectory(FuseCaller caller, ulong handle, ulong offset, ref FuseDirectoryPage page);

    /// <summary>The directory is closed.</summary>
    void ReleaseDirectory(ulong handle);

    /// <summary>Brings the names of a directory to stable storage before it returns.</summary>
    Errno SyncDirectory(FuseCaller caller, ulong handle);

    /// <summary>Room and limits.</summary>
    FuseStatistics Statistics();
}
