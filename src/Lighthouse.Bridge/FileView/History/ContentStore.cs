using System.Buffers;
using System.Security.Cryptography;
using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.State;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.FileView.History;

/// <summary>Contents of files by their SHA-256, each once, on stable storage before its digest is given out.</summary>
internal sealed class ContentStore(string directory)
{
    private const int Chunk = 128 * 1024;
    private int _temporary;

    /// <summary>Keeps the present content of an open file.</summary>
    /// <returns>Its digest in lower hex, and its size.</returns>
    /// <exception cref="IOException">It cannot be read or kept.</exception>
    public (string Digest, long Size) Keep(SafeFileHandle file)
    {
        var temporary = Temporary();
        try
        {
            var (digest, size) = Copy(file, temporary);
            Adopt(temporary, digest, size);
            return (digest, size);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Keeps a content.</summary>
    /// <returns>Its digest in lower hex.</returns>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public string Keep(byte[] content)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        if (content.Length == 0 || File.Exists(PathOf(digest))) return digest;
        var temporary = Temporary();
        try
        {
            File.WriteAllBytes(temporary, content);
            Adopt(temporary, digest, content.Length);
            return digest;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The digest of an open file's present content, which is not kept.</summary>
    public static string Digest(SafeFileHandle file) => Copy(file, null).Digest;

    /// <summary>Opens a kept content that is not empty; null when it is missing or is not what its digest says.</summary>
    public SafeFileHandle? Open(string digest, long size)
    {
        var path = RawName.Terminated(RawName.OfText(PathOf(digest)));
        var file = LinuxCalls.open(path, (int)(OpenFlags.ReadOnly | OpenFlags.CloseOnExec), 0);
        try
        {
            if (!file.IsInvalid && Copy(file, null) == (digest, size)) return file;
        }
        catch (IOException)
        {
            // Unreadable is as good as missing.
        }

        file.Dispose();
        return null;
    }

    public void Remove(string digest)
    {
        try
        {
            File.Delete(PathOf(digest));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It is swept at the next start.
        }
    }

    /// <summary>Removes what nothing refers to: leftovers of a kill.</summary>
    public void Sweep(Func<string, bool> isKnown)
    {
        if (!Directory.Exists(directory)) return;
        foreach (var path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
            if (!isKnown(Path.GetFileName(path))) File.Delete(path);
    }

    private string Temporary()
    {
        DataDirectory.Create(directory);
        return Path.Combine(directory, $"new-{Interlocked.Increment(ref _temporary)}");
    }

    private void Adopt(string temporary, string digest, long size)
    {
        if (size == 0 || File.Exists(PathOf(digest))) return;
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(digest))!);
        Flush(temporary, OpenFlags.ReadOnly);
        File.Move(temporary, PathOf(digest), overwrite: true);
        Flush(Path.GetDirectoryName(PathOf(digest))!, OpenFlags.ReadOnly | OpenFlags.DirectoryOnly);
    }

    private string PathOf(string digest) => Path.Combine(directory, digest[..2], digest);

    private static (string Digest, long Size) Copy(SafeFileHandle from, string? to)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var target = to is null ? null : new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            long size = 0;
            while (LinuxCalls.pread(from, ref buffer[0], Chunk, size) is var count and not 0)
            {
                if (count < 0 && LinuxCalls.LastError == Errno.EINTR) continue;
                if (count < 0) throw new IOException($"the file gives {LinuxCalls.LastError}");
                hash.AppendData(buffer, 0, (int)count);
                target?.Write(buffer, 0, (int)count);
                size += count;
            }

            return (Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Flush(string path, uint flags)
    {
        // Not FileStream.Flush(true): it hides the error.
        using var opened = LinuxCalls.open(RawName.Terminated(RawName.OfText(path)), (int)(flags | OpenFlags.CloseOnExec), 0);
        if (opened.IsInvalid || LinuxCalls.fsync(opened) != 0) throw new IOException($"'{path}' cannot be brought to stable storage: {LinuxCalls.LastError}");
    }
}
