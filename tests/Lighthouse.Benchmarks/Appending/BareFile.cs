using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Benchmarks.Appending;

/// <summary>
/// Groups of bytes written and flushed with <c>fdatasync</c>. <paramref name="preparedBytes"/> of the file are zeroed and flushed
/// before anything is measured, and written round and round: the disk's own best. Zero: the file grows.
/// </summary>
internal sealed class BareFile(string path, long preparedBytes) : IDisposable
{
    private readonly SafeFileHandle _file = Prepare(path, preparedBytes);
    private byte[] _buffer = new byte[1 << 20];
    private long _offset;

    public void Commit(List<byte[]> group)
    {
        var length = 0;
        foreach (var bytes in group)
        {
            if (length + bytes.Length > _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            bytes.CopyTo(_buffer, length);
            length += bytes.Length;
        }
        if (preparedBytes > 0 && _offset + length > preparedBytes)
            _offset = 0;
        RandomAccess.Write(_file, _buffer.AsSpan(0, length), _offset);
        _offset += length;
        Flush(_file);
    }

    public void Dispose() => _file.Dispose();

    private static SafeFileHandle Prepare(string path, long bytes)
    {
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
        var zeros = new byte[1 << 20];
        for (long at = 0; at < bytes; at += zeros.Length)
            RandomAccess.Write(file, zeros, at);
        Flush(file);
        return file;
    }

    private static void Flush(SafeFileHandle file)
    {
        if (fdatasync(file) != 0)
            throw new IOException($"fdatasync: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int fdatasync(SafeFileHandle file);
}
