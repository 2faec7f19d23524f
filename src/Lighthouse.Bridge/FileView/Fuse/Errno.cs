namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>Linux error numbers under their usual names; any other number that the disk gives is passed on as it is.</summary>
public enum Errno
{
    /// <summary>Success.</summary>
    None = 0,

    /// <summary>Not permitted.</summary>
    EPERM = 1,

    /// <summary>No such entry.</summary>
    ENOENT = 2,

    /// <summary>Interrupted.</summary>
    EINTR = 4,

    /// <summary>Input or output error.</summary>
    EIO = 5,

    /// <summary>No such open file.</summary>
    EBADF = 9,

    /// <summary>Try again.</summary>
    EAGAIN = 11,

    /// <summary>Access denied.</summary>
    EACCES = 13,

    /// <summary>In use.</summary>
    EBUSY = 16,

    /// <summary>Exists already.</summary>
    EEXIST = 17,

    /// <summary>From one area of the view to another.</summary>
    EXDEV = 18,

    /// <summary>The connection is gone.</summary>
    ENODEV = 19,

    /// <summary>No directory.</summary>
    ENOTDIR = 20,

    /// <summary>A directory.</summary>
    EISDIR = 21,

    /// <summary>Invalid argument.</summary>
    EINVAL = 22,

    /// <summary>Too many open files.</summary>
    ENFILE = 23,

    /// <summary>File too large.</summary>
    EFBIG = 27,

    /// <summary>No space left.</summary>
    ENOSPC = 28,

    /// <summary>Read only.</summary>
    EROFS = 30,

    /// <summary>Name too long.</summary>
    ENAMETOOLONG = 36,

    /// <summary>Not implemented.</summary>
    ENOSYS = 38,

    /// <summary>Directory not empty.</summary>
    ENOTEMPTY = 39,

    /// <summary>A symbolic link where none is followed.</summary>
    ELOOP = 40,

    /// <summary>Not supported.</summary>
    ENOTSUP = 95,

    /// <summary>The server of a mount is dead.</summary>
    ENOTCONN = 107,

    /// <summary>The entry is another one by now.</summary>
    ESTALE = 116,
}
