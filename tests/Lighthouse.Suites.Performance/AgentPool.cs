using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Performance;

/// <summary>Agents that the loads of the day share, so that each is registered once. Loads run one after the other; none keeps an agent to itself.</summary>
public sealed class AgentPool : IAsyncDisposable
{
    private Agents? agents;

    /// <summary>The agents with their admin and their connections, at least so many of them.</summary>
    internal async Task<Agents> AgentsAsync(Day day, int atLeast, CancellationToken cancellation)
    {
        agents ??= await Agents.ConnectAsync(day.Target.Url, day.Target.Credentials["admin"], cancellation);
        if (atLeast - agents.Sessions.Count is > 0 and var missing)
        {
            Day.Progress($"enlisting {missing:#,##0} agents");
            await agents.EnlistAsync("load", missing, cancellation);
        }

        return agents;
    }

    /// <summary>The sessions of the first agents.</summary>
    internal async Task<IReadOnlyList<BridgeSession>> SessionsAsync(Day day, int count, CancellationToken cancellation) =>
        [.. (await AgentsAsync(day, count, cancellation)).Sessions.Take(count)];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => agents?.DisposeAsync() ?? ValueTask.CompletedTask;
}
