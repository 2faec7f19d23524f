using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Lighthouse.Security.Penetration;

/// <summary>A port on the loopback that nobody has a reason to call.</summary>
internal sealed class CanaryListener : IAsyncDisposable
{
    private const int MostKept = 1_000;
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(1);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly Task _accepting;

    public CanaryListener()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Address and port, to be put into payloads.</summary>
    public string Authority => $"127.0.0.1:{Port}";

    /// <summary>What callers sent first, each told once; empty texts of callers that sent nothing.</summary>
    public IReadOnlyList<string> TakeCalls()
    {
        var calls = new List<string>();
        while (_calls.TryDequeue(out var call))
            calls.Add(call);
        return calls;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = KeepAsync(client);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task KeepAsync(TcpClient client)
    {
        var buffer = new byte[512];
        var read = 0;
        try
        {
            using var limit = new CancellationTokenSource(ReadLimit);
            read = await client.GetStream().ReadAsync(buffer, limit.Token);
        }
        catch (Exception silent) when (silent is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Being called is enough.
        }

        client.Dispose();
        if (_calls.Count < MostKept)
            _calls.Enqueue(System.Text.Encoding.Latin1.GetString(buffer, 0, read));
    }
}
