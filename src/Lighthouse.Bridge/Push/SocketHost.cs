using System.IO.Pipelines;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Push.Frames;

namespace Lighthouse.Bridge.Push;

/// <summary>Opens sockets for callers that have been authenticated, and closes them all when the bridge stops.</summary>
internal sealed class SocketHost
{
    private static readonly StreamPipeReaderOptions NoIdleBuffer = new(leaveOpen: true, useZeroByteReads: true);
    private readonly SocketRegister _register;
    private readonly PushParts _parts;
    private readonly SocketCommands _commands;
    private readonly ISessions _sessions;
    private readonly IAuthenticator _authenticator;

    public SocketHost(
        SocketRegister register, PushParts parts, SocketCommands commands, ISessions sessions, IAuthenticator authenticator, IHostApplicationLifetime lifetime)
    {
        (_register, _parts, _commands, _sessions, _authenticator) = (register, parts, commands, sessions, authenticator);
        lifetime.ApplicationStopping.UnsafeRegister(static host => ((SocketHost)host!)._register.CloseAll(CloseCode.GoingAway, "The bridge stops."), this);
    }

    /// <summary>Opens a socket and serves it until it is closed.</summary>
    /// <exception cref="RefusalException">Before the socket is opened: 400 or 426 for no proper opening, 429 and 503 when there are too many.</exception>
    public async Task RunAsync(HttpContext http, Caller caller, PresentedIdentity identity)
    {
        Handshake.Check(http);
        _register.Reserve(caller.AgentId);
        try
        {
            await ServeAsync(http, await Handshake.AcceptAsync(http), caller, identity);
        }
        finally
        {
            _register.Release(caller.AgentId);
        }
    }

    private async Task ServeAsync(HttpContext http, Stream stream, Caller caller, PresentedIdentity identity)
    {
        using var socket = new PushSocket(caller, new SocketOutput(stream, SocketOutput.Below(http)), http.Abort, _parts);
        using var watch = new SocketWatch(socket, _sessions, _parts);
        var input = PipeReader.Create(stream, NoIdleBuffer);
        _parts.Figures.Opened();
        _register.Add(socket);
        try
        {
            socket.Begin();
            watch.Begin();
            await new SocketConversation(socket, watch, input, () => IsProven(identity), _commands).RunAsync();
        }
        finally
        {
            _register.Remove(socket);
            _parts.Figures.Closed();
            await input.CompleteAsync();
        }
    }

    private bool IsProven(PresentedIdentity identity)
    {
        try
        {
            _authenticator.Authenticate(identity);
            return true;
        }
        catch (RefusalException)
        {
            return false;
        }
    }
}
