using System.IO.Pipelines;
using System.Net.Sockets;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Push.Frames;
using Microsoft.AspNetCore.Connections;

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

    /// <summary>Opens a socket and serves it until it is closed: once the request has ended where its connection can be taken over, else within it.</summary>
    /// <exception cref="RefusalException">Before the socket is opened: 400 or 426 for no proper opening, 429 and 503 when there are too many.</exception>
    public async Task RunAsync(HttpContext http, Caller caller, PresentedIdentity identity)
    {
        Handshake.Check(http);
        var below = SocketOutput.Below(http);
        _register.Reserve(caller.AgentId);
        Stream stream;
        try
        {
            stream = await Handshake.AcceptAsync(http);
            if (TakeableTransport.Below(http) is { } transport)
            {
                transport.TakeOver(Successor(below, caller, identity, http.TraceIdentifier));
                return;
            }
        }
        catch
        {
            _register.Release(caller.AgentId);
            throw;
        }

        await ServeAsync(() => (new(stream, below), PipeReader.Create(stream, NoIdleBuffer), http.Abort), caller, identity);
    }

    // Holds nothing of the request but what it is given.
    private Func<ConnectionContext, Task> Successor(Socket? below, Caller caller, PresentedIdentity identity, string requestId) => connection => ServeAsync(
        () =>
        {
            RequestIdEnricher.Serve(requestId);
            var transport = connection.Transport;
            return (new(transport.Output.AsStream(leaveOpen: true), below), transport.Input, connection.Abort);
        },
        caller,
        identity);

    private async Task ServeAsync(Func<(SocketOutput Output, PipeReader Input, Action Abort)> open, Caller caller, PresentedIdentity identity)
    {
        try
        {
            var (output, input, abort) = open();
            using var socket = new PushSocket(caller, output, abort, _parts);
            using var watch = new SocketWatch(socket, _sessions, _parts);
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
        finally
        {
            _register.Release(caller.AgentId);
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
