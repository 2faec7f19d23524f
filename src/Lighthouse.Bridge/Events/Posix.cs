using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events;

/// <summary>The few system calls that .NET does not offer, or whose errors it hides.</summary>
internal static class Posix
{
    private const int Interrupted = 4;
    private const int LockExclusiveNonBlocking = 2 | 4;
    private const int FullSyncCommand = 51;

    public static int DataSync(SafeFileHandle file) => fdatasync(file);

    public static int Sync(SafeFileHandle file) => fsync(file);

    public static int FullSync(SafeFileHandle file) => fcntl(file, FullSyncCommand);

    public static bool TryLock(SafeFileHandle file) => flock(file, LockExclusiveNonBlocking) == 0;

    public static SafeFileHandle OpenReadOnly(string path)
    {
        var handle = open(path, 0);
        if (handle.IsInvalid)
            throw Failure($"'{path}' cannot be opened", Marshal.GetLastPInvokeError());
        return handle;
    }

    public static void Check(Func<int> call, string subject)
    {
        while (call() != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
                throw Failure($"{subject} could not be brought to stable storage", error);
        }
    }

    private static IOException Failure(string what, int error) =>
        new($"{what}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error})", error);

    [DllImport("libc", SetLastError = true)]
    private static extern int fdatasync(SafeFileHandle fd);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(SafeFileHandle fd);

    [DllImport("libc", SetLastError = true)]
    private static extern int fcntl(SafeFileHandle fd, int command);

    [DllImport("libc", SetLastError = true)]
    private static extern int flock(SafeFileHandle fd, int operation);

    [DllImport("libc", SetLastError = true)]
    private static extern SafeFileHandle open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
