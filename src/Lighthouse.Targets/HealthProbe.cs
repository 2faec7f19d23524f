using System.Net.Sockets;

namespace Lighthouse.Targets;

/// <summary>Asks a target whether it is ready.</summary>
public static class HealthProbe
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>Asks until the target answers with a success status, or accepts a connection.</summary>
    /// <param name="health">Address of its health check; one of scheme <c>tcp</c> is only connected to.</param>
    /// <param name="limit">How long to go on.</param>
    /// <param name="hasEnded">Tells that the target is gone and asking on is useless; null for an external one.</param>
    /// <param name="cancellation">Stops asking.</param>
    /// <exception cref="TargetException">It did not become healthy.</exception>
    public static async Task WaitUntilHealthyAsync(Uri health, TimeSpan limit, Func<bool>? hasEnded, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(limit);
        var last = "it was not asked";
        while (!bound.IsCancellationRequested)
        {
            last = health.Scheme == "tcp" ? await ConnectAsync(health, bound.Token) : await AskAsync(http, health, bound.Token);
            if (last.Length == 0)
                return;
            if (hasEnded?.Invoke() == true)
                throw new TargetException($"LH4004: the target ended before it was healthy ({health}).");
            await Task.Delay(Interval, CancellationToken.None);
        }

        cancellation.ThrowIfCancellationRequested();
        throw new TargetException(
            $"LH4001: the target did not become healthy within {limit.TotalSeconds:0.#} s at {health}: {last}. Start it, or correct its address.");
    }

    private static async Task<string> ConnectAsync(Uri address, CancellationToken cancellation)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancellation);
            return "";
        }
        catch (SocketException problem)
        {
            return problem.Message;
        }
        catch (OperationCanceledException)
        {
            return "no answer in time";
        }
    }

    private static async Task<string> AskAsync(HttpClient http, Uri health, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(health, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return answer.IsSuccessStatusCode ? "" : $"it answered {(int)answer.StatusCode}";
        }
        catch (HttpRequestException problem)
        {
            return problem.Message;
        }
        catch (OperationCanceledException)
        {
            return "no answer in time";
        }
    }
}
