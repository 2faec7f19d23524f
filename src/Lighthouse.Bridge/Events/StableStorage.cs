using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events;

/// <summary>
/// Stable storage by the system's own calls. <see cref="RandomAccess.FlushToDisk"/> swallows the error of a failed fsync on
/// Unix, so the result is checked here.
/// </summary>
public sealed class StableStorage : IStableStorage
{
    /// <inheritdoc/>
    public void Flush(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
            RandomAccess.FlushToDisk(file);
        else
            Posix.Check(() => OperatingSystem.IsMacOS() ? Posix.FullSync(file) : Posix.DataSync(file), "a file");
    }

    /// <inheritdoc/>
    public void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var handle = Posix.OpenReadOnly(directory);
        Posix.Check(() => Posix.Sync(handle), $"directory '{directory}'");
    }
}
