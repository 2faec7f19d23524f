using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Lighthouse.Bridge.Http;

/// <summary>
/// What a connection sends and receives, for a request that is to be its last: whoever takes the connection over goes on with it once the server has
/// ended the request, and with it all that it holds for HTTP. Where something stands between, as encryption does, there is none to be taken.
/// </summary>
/// <remarks>Reader, pair and heartbeat are one object: there is one for each connection, and thousands of them wait.</remarks>
internal sealed class TakeableTransport : PipeReader, IDuplexPipe, IConnectionHeartbeatFeature
{
    private readonly IDuplexPipe _inner;
    private readonly IConnectionHeartbeatFeature _heartbeat;
    private Func<ConnectionContext, Task>? _successor;
    private Action<object>? _tick;
    private object? _ticked;

    private TakeableTransport(IDuplexPipe inner, IConnectionHeartbeatFeature heartbeat)
    {
        (_inner, _heartbeat) = (inner, heartbeat);
        Output = new KeptWriter(this, inner.Output);
    }

    public PipeReader Input => this;

    public PipeWriter Output { get; }

    private bool IsTaken => _successor is not null;

    /// <summary>The transport of a request's connection that can be taken over; null when there is none.</summary>
    public static TakeableTransport? Below(HttpContext http) => http.Features.Get<IConnectionTransportFeature>()?.Transport as TakeableTransport;

    /// <summary>Puts one below all that serves a connection.</summary>
    public static TakeableTransport Under(ConnectionContext connection)
    {
        var transport = new TakeableTransport(connection.Transport, connection.Features.GetRequiredFeature<IConnectionHeartbeatFeature>());
        connection.Transport = transport;
        connection.Features.Set<IConnectionHeartbeatFeature>(transport);
        return transport;
    }

    /// <summary>Takes the connection over, within its last request and after its answer: the successor is called when the request has ended.</summary>
    public void TakeOver(Func<ConnectionContext, Task> successor) => _successor = successor;

    /// <summary>Goes on with a connection that the server has served, when it was taken over.</summary>
    public Task GoOnAsync(ConnectionContext connection)
    {
        connection.Transport = _inner;
        if (_successor is not { } successor) return Task.CompletedTask;
        (_tick, _ticked) = (null, null);
        return successor(connection);
    }

    /// <summary>The server's clock, for its limits of time: they end with it.</summary>
    public void OnHeartbeat(Action<object> action, object state)
    {
        (_tick, _ticked) = (action, state);
        _heartbeat.OnHeartbeat(static transport => ((TakeableTransport)transport).Tick(), this);
    }

    public override bool TryRead(out ReadResult result) => _inner.Input.TryRead(out result);

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => _inner.Input.ReadAsync(cancellationToken);

    public override void AdvanceTo(SequencePosition consumed) => _inner.Input.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _inner.Input.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => _inner.Input.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        if (!IsTaken) _inner.Input.Complete(exception);
    }

    private void Tick()
    {
        if (_ticked is { } state) _tick?.Invoke(state);
    }

    private sealed class KeptWriter(TakeableTransport transport, PipeWriter inner) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
            inner.WriteAsync(source, cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null)
        {
            if (!transport.IsTaken) inner.Complete(exception);
        }
    }
}
