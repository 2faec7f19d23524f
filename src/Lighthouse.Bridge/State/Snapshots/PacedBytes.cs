using System.Buffers;

namespace Lighthouse.Bridge.State.Snapshots;

/// <summary>Bytes that are written in small pieces, with a rest between them where the work is paced.</summary>
internal sealed class PacedBytes(int roughly) : IBufferWriter<byte>
{
    private const int Piece = 64 * 1024;
    private readonly ArrayBufferWriter<byte> _written = new(Math.Max(roughly, Piece));

    public ReadOnlyMemory<byte> Written => _written.WrittenMemory;

    public void Advance(int count)
    {
        _written.Advance(count);
        PacedWork.Rest();
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _written.GetMemory(sizeHint)[..Offered(sizeHint)];

    public Span<byte> GetSpan(int sizeHint = 0) => _written.GetSpan(sizeHint)[..Offered(sizeHint)];

    private int Offered(int sizeHint) => Math.Min(_written.FreeCapacity, Math.Max(sizeHint, Piece));
}
