using System.Globalization;
using System.Text.RegularExpressions;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Security;

/// <summary>Agents that are connected with a long poll each, and hold it until they are disposed.</summary>
internal sealed partial class HeldAgents : IAsyncDisposable
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(290);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly CancellationTokenSource stop;
    private readonly Agents agents;
    private readonly int count;
    private readonly Task holding;

    private HeldAgents(Agents agents, int count, CancellationTokenSource stop)
    {
        (this.agents, this.count, this.stop) = (agents, count, stop);
        holding = Task.WhenAll(agents.Sessions.Select(HoldAsync));
    }

    public static async Task<HeldAgents> HoldAsync(Agents agents, int count, CancellationToken cancellation)
    {
        await agents.EnlistAsync("load", count, cancellation);
        return new HeldAgents(agents, count, CancellationTokenSource.CreateLinkedTokenSource(cancellation));
    }

    /// <summary>Why the load is not what it should be, by the bridge's own count of waiting requests; null when it is.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var match = Waiting().Match(await agents.Client.MetricsAsync(cancellation));
            var waiting = match.Success ? int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture) : 0;
            if (waiting >= count)
                return null;
            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
                return $"LHS5611: {waiting} of {count} agents were held in a long poll while the limits were tried; all of them must be.";
            await Task.Delay(50, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await holding;
        stop.Dispose();
    }

    private async Task HoldAsync(BridgeSession session)
    {
        var since = 0L;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                since = (await session.WaitAsync(since, Hold, stop.Token)).NextSequence;
            }
            catch (Exception problem) when (problem is OperationCanceledException or BridgeException or HttpRequestException or TimeoutException)
            {
                // Whoever is missing shows in the bridge's count.
                return;
            }
        }
    }

    [GeneratedRegex(@"^bridge_waiting(\{[^}]*\})? (?<count>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Waiting();
}
