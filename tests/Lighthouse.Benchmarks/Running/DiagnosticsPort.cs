using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Lighthouse.Benchmarks.Running;

/// <summary>
/// Has another .NET process collect its garbage, through the port for diagnostics that each has: beginning a trace with the keyword for
/// it collects. Whether it did is for the caller to see.
/// </summary>
internal static class DiagnosticsPort
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const ulong CollectsHeap = 0x80_0000;
    private const int Head = 20;
    private static ReadOnlySpan<byte> Magic => "DOTNET_IPC_V1\0"u8;

    public static async Task CollectAsync(int processId, CancellationToken cancellation)
    {
        using var tracing = await ConnectAsync(processId, cancellation);
        await tracing.SendAsync(Message(3, Trace()), cancellation);
        var answer = new byte[Head + sizeof(ulong)];
        await ReadAsync(tracing, answer, cancellation);
        if (answer[16] != 0xFF || answer[17] != 0) throw new InvalidOperationException($"Process {processId} begins no trace.");
        using var stopping = await ConnectAsync(processId, cancellation);
        await stopping.SendAsync(Message(1, answer[Head..]), cancellation);
        // The end of the trace is the end of the stream.
        var rest = new byte[64 << 10];
        while (await tracing.ReceiveAsync(rest, cancellation) > 0)
        {
        }
    }

    private static async Task<Socket> ConnectAsync(int processId, CancellationToken cancellation)
    {
        // A process that was killed leaves its port behind, and a later one may have got its number.
        var path = Directory.EnumerateFiles(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{processId}-*-socket"))
            .MaxBy(File.GetCreationTimeUtc) ?? throw new InvalidOperationException($"Process {processId} has no port for diagnostics.");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
        return socket;
    }

    private static async Task ReadAsync(Socket socket, byte[] whole, CancellationToken cancellation)
    {
        for (var at = 0; at < whole.Length;)
        {
            var received = await socket.ReceiveAsync(whole.AsMemory(at), cancellation);
            if (received == 0) throw new EndOfStreamException();
            at += received;
        }
    }

    // Command set 2: tracing; its commands are 3 to begin and 1 to end.
    private static byte[] Message(byte command, byte[] content)
    {
        var message = new byte[Head + content.Length];
        Magic.CopyTo(message);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)message.Length);
        (message[16], message[17]) = (2, command);
        content.CopyTo(message, Head);
        return message;
    }

    private static byte[] Trace()
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content, Encoding.Unicode);
        // Megabytes of its buffer, the format, no names of methods at the end, one provider.
        writer.Write(16u);
        writer.Write(1u);
        writer.Write(false);
        writer.Write(1u);
        writer.Write(CollectsHeap);
        writer.Write(4u);
        writer.Write((uint)Runtime.Length + 1);
        writer.Write(Encoding.Unicode.GetBytes(Runtime + "\0"));
        writer.Write(0u);
        writer.Flush();
        return content.ToArray();
    }
}
