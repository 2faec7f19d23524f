using System.Net.WebSockets;
using System.Text;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AgentImpersonation;

/// <summary>Speaks in the victim's name through the attacker's own WebSocket.</summary>
internal sealed class SocketImpersonation(AttackContext context, SocketDoor door, VictimWatch victim, Prober prober, AttackLog log)
{
    private const string Group = "another's name in a WebSocket";
    private const int LongestMessage = 1024 * 1024;

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var socket = new ClientWebSocket();
        try
        {
            await OpenAsync(socket, cancellation);
        }
        catch (Exception problem) when (problem is WebSocketException or WireException)
        {
            log.Control("the attacker's own socket opens", false, problem.Message);
            return;
        }

        foreach (var (name, message) in door.Forged)
            await TryAsync(socket, name, message, mayBeAccepted: false, cancellation);
        foreach (var (name, message) in door.Ignored)
            await TryAsync(socket, name, message, mayBeAccepted: true, cancellation);
        var own = await AskAsync(socket, door.OwnMessage, cancellation);
        log.Control("the attacker's own socket takes its own message", own.Answer is { } reply && door.IsAccepted(reply), own.Answer ?? "no answer");
    }

    private async Task OpenAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        foreach (var (name, value) in door.Headers)
            socket.Options.SetRequestHeader(name, value);
        var address = new UriBuilder(context.Target) { Scheme = context.Target.Scheme == "https" ? "wss" : "ws", Path = door.Path };
        await BoundedAsync(bound => socket.ConnectAsync(address.Uri, bound), cancellation);
    }

    private async Task TryAsync(ClientWebSocket socket, string name, string message, bool mayBeAccepted, CancellationToken cancellation)
    {
        var (reply, shown) = await AskAsync(socket, message, cancellation);
        var trial = new Trial(Group, $"message: {name}", ImpersonationFlaws.Name, new RawRequest("GET", door.Path) { Headers = [.. door.Headers], Body = message });
        var response = new RawResponse(101, [], reply ?? "");
        var gotThrough = reply is not null
            && (victim.Shows(shown) || (door.IsAccepted(reply) && (!mayBeAccepted || await victim.HasActedAsync(cancellation))));
        prober.Note(trial, reply is null ? Answer.Unclear : gotThrough ? Answer.Accepted : Answer.Refused, response);
    }

    /// <summary>The answer to a message, and all that came up to it; no answer when the socket was closed or stayed silent.</summary>
    private async Task<(string? Answer, string Shown)> AskAsync(ClientWebSocket socket, string message, CancellationToken cancellation)
    {
        var shown = new StringBuilder();
        try
        {
            await BoundedAsync(bound => socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, bound), cancellation);
            while (true)
            {
                var text = "";
                await BoundedAsync(async bound => text = await ReceiveAsync(socket, bound), cancellation);
                shown.Append(text);
                if (door.IsAccepted(text) || door.IsRefused(text))
                    return (text, shown.ToString());
            }
        }
        catch (Exception problem) when (problem is WebSocketException or WireException)
        {
            return (null, shown.ToString());
        }
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        var (text, buffer) = (new MemoryStream(), new byte[4096]);
        while (text.Length < LongestMessage)
        {
            var part = await socket.ReceiveAsync(buffer, cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new WireException("LHS5803: the target closed the socket instead of answering a message.");
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(text.ToArray());
        }

        throw new WireException($"LHS5804: a message of the target is longer than {LongestMessage} bytes.");
    }

    private async Task BoundedAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(context.AnswerTimeout, context.Time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await work(bound.Token);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new WireException($"LHS5805: the socket of {context.Target} did not answer within {context.AnswerTimeout.TotalSeconds:0.#} s.", exception);
        }
    }
}
