namespace Lighthouse.Benchmarks.Appending;

/// <summary>
/// The least that a group commit can be: producers queue their bytes and wait; one thread takes what is there, hands it to
/// <paramref name="commit"/>, and answers. No checks, no format, no hash, no reader.
/// </summary>
internal sealed class GroupLoop : IDisposable
{
    private readonly object _gate = new();
    private readonly Action<List<byte[]>> _commit;
    private readonly Thread _thread;
    private List<(byte[] Bytes, TaskCompletionSource Done)> _waiting = [];
    private List<(byte[] Bytes, TaskCompletionSource Done)> _taken = [];
    private bool _closed;

    public GroupLoop(Action<List<byte[]>> commit)
    {
        _commit = commit;
        _thread = new Thread(Work) { IsBackground = true };
        _thread.Start();
    }

    public Task AppendAsync(byte[] bytes)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add((bytes, done));
            if (_waiting.Count == 1)
                Monitor.Pulse(_gate);
        }
        return done.Task;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
        _thread.Join();
    }

    private void Work()
    {
        var group = new List<byte[]>();
        while (Take())
        {
            group.Clear();
            foreach (var (bytes, _) in _taken)
                group.Add(bytes);
            _commit(group);
            foreach (var (_, done) in _taken)
                done.SetResult();
            _taken.Clear();
        }
    }

    private bool Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                    return false;
                Monitor.Wait(_gate);
            }
            (_waiting, _taken) = (_taken, _waiting);
            return true;
        }
    }
}
