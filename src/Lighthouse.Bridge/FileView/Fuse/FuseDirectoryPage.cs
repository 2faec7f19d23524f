using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>A page of directory entries in the kernel's format.</summary>
public ref struct FuseDirectoryPage
{
    private readonly Span<byte> _buffer;

    internal FuseDirectoryPage(Span<byte> buffer) => _buffer = buffer;

    internal int Length { get; private set; }

    /// <summary>Adds an entry; false when the page is full.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inode">Its inode number.</param>
    /// <param name="mode">Its type.</param>
    /// <param name="nextOffset">Where the entry after it begins.</param>
    public bool TryAdd(ReadOnlySpan<byte> name, ulong inode, uint mode, ulong nextOffset)
    {
        var head = Unsafe.SizeOf<DirectoryEntryWire>();
        var size = (head + name.Length + 7) & ~7;
        if (size > _buffer.Length - Length) return false;
        var entry = _buffer.Slice(Length, size);
        MemoryMarshal.Write(entry, new DirectoryEntryWire(inode, nextOffset, (uint)name.Length, (mode & FileModes.TypeMask) >> 12));
        name.CopyTo(entry[head..]);
        entry[(head + name.Length)..].Clear();
        Length += size;
        return true;
    }
}
