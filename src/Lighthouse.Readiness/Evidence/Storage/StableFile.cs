using Lighthouse.Readiness.Evidence.Lines;

namespace Lighthouse.Readiness.Evidence.Storage;

/// <summary>A file for one writer between all processes, whose every write is on stable storage when the call returns.</summary>
internal sealed class StableFile : IDisposable
{
    private readonly FileStream _stream;
    private long _length;
    private bool _broken;

    private StableFile(FileStream stream, string path)
    {
        _stream = stream;
        Path = path;
        _length = stream.Length;
    }

    public string Path { get; }

    /// <summary>The bytes from the start; valid while nothing is appended.</summary>
    public Stream Content
    {
        get
        {
            _stream.Position = 0;
            return _stream;
        }
    }

    /// <summary>Opens or makes the file and locks it against every other process.</summary>
    /// <exception cref="EvidenceException">Another process has it, or the system refuses.</exception>
    public static StableFile Open(string path)
    {
        try
        {
            if (RegularFile.Problem(path) is { Code: not (EvidenceCodes.Missing or EvidenceCodes.Empty) } problem)
                throw new EvidenceException(problem.Code, problem.Message);
            var file = OpenLocked(path);
            StableFolder.Flush(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            return file;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new EvidenceException(
                EvidenceCodes.InUse,
                $"evidence log '{path}' cannot be opened for writing: {refused.Message} Only one process writes a log at a time: let the other run end or stop it, "
                + "or give this run its own artifacts folder.",
                refused);
        }
    }

    /// <summary>Appends bytes.</summary>
    /// <exception cref="EvidenceException">They are not on stable storage; nothing more can be appended then.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_broken)
            throw NotStored("an earlier record could not be stored, so the log may end in a torn line.");
        if (_length + bytes.Length > EvidenceLimits.FileBytes)
            throw NotStored($"it would be larger than {EvidenceLimits.FileBytes:#,##0} bytes.");
        _broken = true;
        try
        {
            if (RandomAccess.GetLength(_stream.SafeFileHandle) != _length)
                throw NotStored("another process changed it while it was open.");
            RandomAccess.Write(_stream.SafeFileHandle, bytes, _length);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The runtime turns "file too large" into an ArgumentException.
            throw NotStored($"{refused.Message} Free space on its disk, or mend it, and run the day again.", refused);
        }

        _length += bytes.Length;
        _broken = false;
    }

    public void Dispose() => _stream.Dispose();

    // WriteThrough (O_SYNC) and not Flush(true): the latter drops an error of fsync on Linux. FileShare.None takes an
    // exclusive lock (flock) there, which goes when the process ends, however it ends.
    private static StableFile OpenLocked(string path)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.WriteThrough);
        if (stream.CanSeek)
            return new StableFile(stream, path);
        stream.Dispose();
        throw new EvidenceException(EvidenceCodes.NotAFile, $"evidence log '{path}' is no regular file.");
    }

    private EvidenceException NotStored(string why, Exception? inner = null) =>
        new(EvidenceCodes.NotStored, $"a record could not be stored in evidence log '{Path}': {why}", inner);
}
