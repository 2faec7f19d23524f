namespace Lighthouse.Targets;

/// <summary>Keeps the output of a target in a file and its last lines at hand.</summary>
internal sealed class TargetLog : IDisposable
{
    private const int TailLines = 20;
    private readonly Lock gate = new();
    private readonly Queue<string> tail = new();
    private readonly StreamWriter file;
    private bool closed;

    public TargetLog(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        file = new StreamWriter(path, append: true) { AutoFlush = true };
    }

    public void Add(string? line)
    {
        if (line is null)
            return;
        lock (gate)
        {
            if (closed)
                return;
            tail.Enqueue(line);
            if (tail.Count > TailLines)
                tail.Dequeue();
            file.WriteLine(line);
        }
    }

    public string Tail()
    {
        lock (gate)
            return tail.Count == 0 ? "(none)" : string.Join(" | ", tail);
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            file.Dispose();
        }
    }
}
