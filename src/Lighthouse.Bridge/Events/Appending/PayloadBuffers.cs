namespace Lighthouse.Bridge.Events.Appending;

/// <summary>
/// Buffers of payloads, used again: they are most of what an append leaves to the garbage collector. The shared array pool would not do,
/// since they are taken by many threads and given back by one.
/// </summary>
internal static class PayloadBuffers
{
    private const int BufferSize = 1_024;
    private const int Kept = 1_024;
    private static readonly Lock Gate = new();
    private static readonly Stack<byte[]> Free = new(Kept);

    /// <summary>A place for so many bytes, whose content is undefined.</summary>
    public static ArraySegment<byte> Take(int length)
    {
        if (length > BufferSize)
            return new byte[length];
        byte[]? buffer;
        lock (Gate)
            Free.TryPop(out buffer);
        return new ArraySegment<byte>(buffer ?? new byte[BufferSize], 0, length);
    }

    /// <summary>Takes back the payloads of appends that are written.</summary>
    public static void TakeBack(List<PendingAppend> written)
    {
        lock (Gate)
            foreach (var append in written)
                foreach (var payload in append.TakePayloads())
                    if (Free.Count < Kept && payload.Array is { Length: BufferSize } buffer)
                        Free.Push(buffer);
    }
}
