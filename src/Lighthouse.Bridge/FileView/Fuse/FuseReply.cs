using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>Builds an answer in place: the body is written behind the room for the header, which comes last.</summary>
internal readonly ref struct FuseReply(Span<byte> buffer)
{
    private const int HeaderSize = 16;
    private readonly Span<byte> _buffer = buffer;

    /// <summary>No answer is due.</summary>
    public const int Nothing = 0;

    /// <summary>Where the body goes.</summary>
    public Span<byte> Body => _buffer[HeaderSize..];

    /// <summary>An answer without a body; its length.</summary>
    public int Finish(ulong unique, Errno error) => Finish(unique, error, 0);

    /// <summary>A successful answer whose body is already in place; its length.</summary>
    public int Finish(ulong unique, int bodyLength) => Finish(unique, Errno.None, bodyLength);

    /// <summary>A successful answer of one structure; its length.</summary>
    public int Finish<T>(ulong unique, in T body) where T : unmanaged
    {
        MemoryMarshal.Write(Body, in body);
        return Finish(unique, Errno.None, Unsafe.SizeOf<T>());
    }

    /// <summary>One structure on success, the error otherwise; its length.</summary>
    public int Finish<T>(ulong unique, Errno error, in T body) where T : unmanaged => error == Errno.None ? Finish(unique, in body) : Finish(unique, error);

    private int Finish(ulong unique, Errno error, int bodyLength)
    {
        var length = HeaderSize + bodyLength;
        MemoryMarshal.Write(_buffer, new OutHeader((uint)length, -(int)error, unique));
        return length;
    }
}
