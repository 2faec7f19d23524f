using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>A request as the kernel sent it, read from front to back. Whatever is too short or not terminated cannot be read, and nothing throws.</summary>
internal ref struct FuseRequest
{
    private ReadOnlySpan<byte> _rest;

    private FuseRequest(InHeader header, ReadOnlySpan<byte> body)
    {
        Header = header;
        _rest = body;
    }

    public InHeader Header { get; }

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Reads the header; false when the bytes are no whole request.</summary>
    public static bool TryBegin(ReadOnlySpan<byte> bytes, out FuseRequest request)
    {
        request = default;
        if (!MemoryMarshal.TryRead<InHeader>(bytes, out var header) || header.Length != bytes.Length) return false;
        request = new(header, bytes[Unsafe.SizeOf<InHeader>()..]);
        return true;
    }

    public bool TryRead<T>(out T value) where T : unmanaged
    {
        if (!MemoryMarshal.TryRead(_rest, out value)) return false;
        _rest = _rest[Unsafe.SizeOf<T>()..];
        return true;
    }

    /// <summary>A name that ends with NUL, without it.</summary>
    public bool TryReadName(out ReadOnlySpan<byte> name)
    {
        var end = _rest.IndexOf((byte)0);
        name = end < 0 ? default : _rest[..end];
        if (end < 0) return false;
        _rest = _rest[(end + 1)..];
        return true;
    }
}
