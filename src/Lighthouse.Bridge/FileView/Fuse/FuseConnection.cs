using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>Serves one mount: a fixed number of threads, each of which reads a request from the device, answers it, and reads the next.</summary>
internal sealed class FuseConnection
{
    private readonly SafeFileHandle _device;
    private readonly FuseDispatcher _dispatcher;
    private readonly RunningRequests _running;
    private readonly ILogger _log;
    private readonly Thread[] _threads;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _alive;
    private long _requests;

    public FuseConnection(SafeFileHandle device, IFuseFileSystem files, int threads, ILogger log)
    {
        _device = device;
        _running = new(threads);
        _dispatcher = new(files, _running, log);
        _log = log;
        _alive = threads;
        _threads = [.. Enumerable.Range(0, threads).Select(index => new Thread(() => Serve(index)) { IsBackground = true, Name = $"file-view-{index}" })];
    }

    /// <summary>Completes when the kernel has ended the connection, which an unmount does.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Requests since the start.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Requests being worked on.</summary>
    public int Running => _running.Count;

    public void Start()
    {
        foreach (var thread in _threads) thread.Start();
    }

    private void Serve(int thread)
    {
        var request = GC.AllocateUninitializedArray<byte>(FuseDispatcher.BufferSize, pinned: true);
        var answer = GC.AllocateUninitializedArray<byte>(FuseDispatcher.BufferSize, pinned: true);
        var interrupt = new FuseInterrupt();
        try
        {
            while (ReadRequest(request) is var length and > 0)
            {
                Interlocked.Increment(ref _requests);
                interrupt.IsRequested = false;
                _running.Begin(thread, BitConverter.ToUInt64(request, 8), interrupt);
                var answered = _dispatcher.Answer(request.AsSpan(0, length), answer, interrupt);
                if (answered > 0) WriteAnswer(answer, answered);
                _running.End(thread);
            }
        }
        catch (Exception problem)
        {
            _log.LogError(problem, "A thread of the file view ended");
        }
        finally
        {
            if (Interlocked.Decrement(ref _alive) == 0) _ended.TrySetResult();
        }
    }

    /// <summary>Length of the next request; 0 when the connection has ended.</summary>
    private int ReadRequest(byte[] buffer)
    {
        while (true)
        {
            var length = LinuxCalls.read(_device, ref buffer[0], buffer.Length);
            if (length > 0) return (int)length;
            // ENOENT: the request was interrupted before it was taken.
            if (length < 0 && LinuxCalls.LastError is Errno.EINTR or Errno.EAGAIN or Errno.ENOENT) continue;
            if (length < 0 && LinuxCalls.LastError is var error and not Errno.ENODEV) _log.LogWarning("The FUSE device gives error {Error}", error);
            return 0;
        }
    }

    private void WriteAnswer(byte[] answer, int length)
    {
        // ENOENT: whoever asked is gone; ENODEV: so is the mount. Neither concerns the next request.
        if (LinuxCalls.write(_device, ref answer[0], length) < 0 && LinuxCalls.LastError is var error and not (Errno.ENOENT or Errno.ENODEV))
            _log.LogWarning("An answer to the kernel failed with {Error}", error);
    }
}
