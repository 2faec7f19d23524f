using System.Runtime.InteropServices;
using System.Text;

namespace Lighthouse.Readiness.Evidence.Storage;

/// <summary>Brings a folder's list of names to stable storage, so that a new file is still there after a power cut.</summary>
internal static class StableFolder
{
    /// <summary>Flushes a folder. Windows keeps names in its journal and has no such call.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open([.. Encoding.UTF8.GetBytes(folder), 0], flags: 0);
        if (descriptor < 0)
            throw Error("open", folder);
        try
        {
            if (Synchronize(descriptor) != 0)
                throw Error("flush", folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Error(string call, string folder) =>
        new($"The system could not {call} folder '{folder}': {Marshal.GetLastPInvokeErrorMessage()}.");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
