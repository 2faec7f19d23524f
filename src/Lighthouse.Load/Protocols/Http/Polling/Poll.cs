using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Lighthouse.Load.Protocols.Http.Polling;

/// <summary>The sockets that one thread waits for (epoll), each known by a number.</summary>
internal sealed unsafe class Poll : IDisposable
{
    public const uint Readable = 1;
    public const uint Writable = 4;
    public const uint PeerClosed = 0x2000;

    private const int MostAtOnce = 512;
    private const int Add = 1;
    private const int Modify = 3;

    // The kernel packs this structure on x64 alone.
    private static readonly int s_size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int s_data = s_size - 8;

    private readonly int _poll;
    private readonly byte* _ready = (byte*)NativeMemory.AllocZeroed((nuint)(MostAtOnce * s_size));

    public Poll()
    {
        _poll = Kernel.CreatePoll(0x80000);
        if (_poll < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "LHL3205: the kernel gives no epoll descriptor; raise the limit of open files.");
    }

    /// <summary>Begins to watch a socket. What is closed is forgotten by itself.</summary>
    public bool Watch(int socket, int number, uint events) => Control(Add, socket, number, events);

    /// <summary>Watches for something else.</summary>
    public bool Change(int socket, int number, uint events) => Control(Modify, socket, number, events);

    /// <summary>Waits for at most the given time, which is kept to microseconds, and returns how many are ready.</summary>
    public int Wait(TimeSpan atMost)
    {
        if (atMost > TimeSpan.Zero)
        {
            var ticks = atMost.Ticks;
            var time = new Kernel.TimeSpec { Seconds = (nint)(ticks / TimeSpan.TicksPerSecond), Nanoseconds = (nint)(ticks % TimeSpan.TicksPerSecond * 100) };
            var entry = new Kernel.PollEntry { Descriptor = _poll, Events = 1 };
            if (Kernel.WaitExactly(&entry, 1, &time, null) <= 0)
                return 0;
        }

        return Math.Max(0, Kernel.WaitPoll(_poll, _ready, MostAtOnce, 0));
    }

    /// <summary>Waits as long with the precision of a millisecond, in one call.</summary>
    public int WaitRoughly(int milliseconds) => Math.Max(0, Kernel.WaitPoll(_poll, _ready, MostAtOnce, milliseconds));

    public int NumberAt(int index) => *(int*)(_ready + index * s_size + s_data);

    public uint EventsAt(int index) => *(uint*)(_ready + index * s_size);

    public void Dispose()
    {
        _ = Kernel.Close(_poll);
        NativeMemory.Free(_ready);
    }

    private bool Control(int operation, int socket, int number, uint events)
    {
        var entry = stackalloc byte[16];
        *(uint*)entry = events;
        *(long*)(entry + s_data) = number;
        return Kernel.ControlPoll(_poll, operation, socket, entry) == 0;
    }
}
