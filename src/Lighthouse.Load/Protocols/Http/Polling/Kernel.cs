using System.Runtime.InteropServices;

namespace Lighthouse.Load.Protocols.Http.Polling;

/// <summary>The calls of Linux that the polling engine makes itself, because what the base class library builds around them costs more than they do.</summary>
internal static unsafe partial class Kernel
{
    public const int TryAgain = 11;
    public const int Interrupted = 4;
    public const int InProgress = 115;

    private const int StreamNonBlockingCloseOnExec = 1 | 0x800 | 0x80000;
    private const int NoSignal = 0x4000;
    private const int Tcp = 6;
    private const int NoDelay = 1;
    private const int SocketLevel = 1;
    private const int SocketError = 4;
    private const int ThreadCpuClock = 3;

    public static int Socket(int family)
    {
        var socket = OpenSocket(family, StreamNonBlockingCloseOnExec, 0);
        var on = 1;
        if (socket >= 0)
            _ = SetOption(socket, Tcp, NoDelay, &on, sizeof(int));
        return socket;
    }

    /// <summary>Begins to connect: 0 or the error number.</summary>
    public static int Connect(int socket, ReadOnlySpan<byte> address)
    {
        fixed (byte* start = address)
            return ConnectSocket(socket, start, (uint)address.Length) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>How a connecting attempt ended: 0 or the error number.</summary>
    public static int ConnectResult(int socket)
    {
        int error = 0, length = sizeof(int);
        return GetOption(socket, SocketLevel, SocketError, &error, &length) == 0 ? error : Marshal.GetLastPInvokeError();
    }

    /// <summary>Sends what fits; the bytes, or the negative error number.</summary>
    public static int Send(int socket, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            return Result(SendTo(socket, start, (nuint)bytes.Length, NoSignal));
    }

    /// <summary>Receives what is there; the bytes, 0 at the end, or the negative error number.</summary>
    public static int Receive(int socket, Span<byte> bytes)
    {
        fixed (byte* start = bytes)
            return Result(ReceiveFrom(socket, start, (nuint)bytes.Length, 0));
    }

    /// <summary>The processor time of the calling thread.</summary>
    public static TimeSpan ThreadCpu()
    {
        TimeSpec time = default;
        return GetTime(ThreadCpuClock, &time) == 0 ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100) : TimeSpan.Zero;
    }

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int CreatePoll(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int ControlPoll(int poll, int operation, int socket, byte* entry);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    public static partial int WaitPoll(int poll, byte* entries, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "ppoll")]
    public static partial int WaitExactly(PollEntry* entries, nuint count, TimeSpec* atMost, void* signals);

    private static int Result(nint result) => result >= 0 ? (int)result : -Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int OpenSocket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int ConnectSocket(int socket, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "setsockopt")]
    private static partial int SetOption(int socket, int level, int option, int* value, uint length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetOption(int socket, int level, int option, int* value, int* length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint SendTo(int socket, byte* bytes, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint ReceiveFrom(int socket, byte* bytes, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, TimeSpec* time);

    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
