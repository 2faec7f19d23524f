using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events;

/// <summary>Brings written bytes to stable storage, and says so when that fails.</summary>
public interface IStableStorage
{
    /// <summary>Returns when everything written to <paramref name="file"/> is on stable storage.</summary>
    /// <exception cref="IOException">It is not, and nothing is known about what is.</exception>
    void Flush(SafeFileHandle file);

    /// <summary>Returns when the entries of <paramref name="directory"/> (a created or renamed file) are on stable storage.</summary>
    /// <exception cref="IOException">They are not.</exception>
    void FlushDirectory(string directory);
}
