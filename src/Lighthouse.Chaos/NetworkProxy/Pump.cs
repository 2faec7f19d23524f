using System.Buffers;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Lighthouse.Chaos.NetworkProxy;

/// <summary>Carries the bytes of one direction of a connection. It reads only so far ahead: who reads slowly holds the sender back, as without a proxy.</summary>
internal sealed class Pump(Socket from, Socket to, Link link)
{
    private const int ChunksAhead = 32;
    private const int End = 0;
    private readonly Channel<Chunk> _way = Channel.CreateBounded<Chunk>(new BoundedChannelOptions(ChunksAhead) { SingleReader = true, SingleWriter = true });

    /// <summary>Carries until the sender has ended. A sender that broke off lets this throw, after what it had sent has arrived.</summary>
    /// <exception cref="SocketException">One of the sides broke off.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var reading = ReadAsync(cancellation);
        try
        {
            await foreach (var chunk in _way.Reader.ReadAllAsync(cancellation))
                await DeliverAsync(chunk, cancellation);
        }
        finally
        {
            // A reader that waits for room would wait for ever.
            _way.Writer.TryComplete();
        }

        await reading;
    }

    private async Task DeliverAsync(Chunk chunk, CancellationToken cancellation)
    {
        try
        {
            await link.ArriveAsync(chunk.Due, cancellation);
            if (chunk.Count == End)
                to.Shutdown(SocketShutdown.Send);
            for (var sent = 0; sent < chunk.Count;)
                sent += await to.SendAsync(chunk.Buffer.AsMemory(sent, chunk.Count - sent), cancellation);
            link.Passed(chunk.Count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk.Buffer);
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        Exception? broken = null;
        try
        {
            while (true)
            {
                var size = link.ChunkSize;
                var buffer = ArrayPool<byte>.Shared.Rent(size);
                var count = await from.ReceiveAsync(buffer.AsMemory(0, size), cancellation);
                await _way.Writer.WriteAsync(new Chunk(buffer, count, link.DueOf(count)), cancellation);
                if (count == End)
                    return;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException or ChannelClosedException)
        {
            broken = exception;
        }
        finally
        {
            _way.Writer.TryComplete(broken);
        }
    }

    private readonly record struct Chunk(byte[] Buffer, int Count, long Due);
}
