namespace Lighthouse.Bridge.FileView.Project;

/// <summary>What the project's files may take together.</summary>
internal sealed class SizeBudget(long mostBytes, long mostFiles)
{
    private long _bytes;
    private long _files;

    public long MostBytes => mostBytes;

    public long MostFiles => mostFiles;

    public long Bytes => Volatile.Read(ref _bytes);

    public long Files => Volatile.Read(ref _files);

    /// <summary>Takes bytes, if there are so many; a negative number gives back.</summary>
    public bool TryTake(long bytes) => TryAdd(ref _bytes, bytes, mostBytes);

    /// <summary>Takes one file, if there is room for one.</summary>
    public bool TryTakeFile() => TryAdd(ref _files, 1, mostFiles);

    public void Give(long bytes) => Interlocked.Add(ref _bytes, -bytes);

    public void GiveFile() => Interlocked.Decrement(ref _files);

    /// <summary>States what was found on disk.</summary>
    public void Set(long bytes, long files)
    {
        Volatile.Write(ref _bytes, bytes);
        Volatile.Write(ref _files, files);
    }

    private static bool TryAdd(ref long sum, long added, long most)
    {
        if (Interlocked.Add(ref sum, added) <= most || added <= 0) return true;
        Interlocked.Add(ref sum, -added);
        return false;
    }
}
