using System.Buffers.Binary;
using System.IO.Pipelines;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Push.Frames;

namespace Lighthouse.Bridge.Push;

/// <summary>The receiving side of one WebSocket: reads messages and has each answered before the next is read.</summary>
internal sealed class SocketConversation(PushSocket socket, SocketWatch watch, PipeReader input, Func<bool> isStillProven, SocketCommands commands)
{
    /// <summary>Runs until the socket is closed or broken.</summary>
    public async Task RunAsync()
    {
        try
        {
            await ConverseAsync(new FrameReader(input, RequestBody.MostBytes));
        }
        catch (FrameException problem)
        {
            socket.Close(problem.Code, problem.Message);
            await socket.Closed;
            await DrainAsync();
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException)
        {
            // The peer is gone or was given up.
        }
    }

    private async Task ConverseAsync(FrameReader reader)
    {
        while (await reader.ReadAsync(socket.Ended) is { } message)
        {
            watch.Heard();
            socket.Heard(message);
            switch (message.Kind)
            {
                case Opcode.Ping:
                    await socket.ReplyAsync(Frame.Pong(message.Payload));
                    break;
                case Opcode.Close:
                    socket.Close(Echo(message.Payload), "");
                    await socket.Closed;
                    return;
                case Opcode.Text when !socket.IsClosing:
                    await AnswerAsync(message.Payload);
                    break;
            }
        }
    }

    private async Task AnswerAsync(byte[] text)
    {
        // As with every request, the session is proven anew, which also counts as its use.
        if (isStillProven()) await socket.ReplyAsync(await commands.AnswerAsync(socket, text));
        else socket.Close(CloseCode.SessionEnded, "The session has ended.");
    }

    /// <summary>Reads on without listening: bytes left unread would reset the connection before the peer has read why it is closed.</summary>
    private async Task DrainAsync()
    {
        try
        {
            for (var read = await input.ReadAsync(socket.Ended); !read.IsCompleted; read = await input.ReadAsync(socket.Ended)) input.AdvanceTo(read.Buffer.End);
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException)
        {
            // The end, one way or another.
        }
    }

    private static CloseCode Echo(byte[] payload) => payload.Length < 2 ? CloseCode.Normal : (CloseCode)BinaryPrimitives.ReadUInt16BigEndian(payload);
}
