using Lighthouse.Bridge.Client;

namespace Lighthouse.Benchmarks.Push;

/// <summary>Registers new agents with a bridge and opens a session for each.</summary>
internal sealed class Enlistment(BridgeClient client, BridgeSession admin)
{
    private const int AgentsOfAnAdmin = 900;
    private const int AtOnce = 32;
    private int _admins;

    /// <summary>Opens a session for each of so many new agents.</summary>
    public async Task<IReadOnlyList<BridgeSession>> SessionsAsync(int count, string role, CancellationToken cancellation)
    {
        // One admin's own limit of requests would make a large crowd take minutes.
        var port = client.Address.Port;
        var admins = new List<BridgeSession>();
        for (var i = 0; i * AgentsOfAnAdmin < count; i++)
            admins.Add(await OpenAsync(admin, $"admin-{port}-{++_admins}", "admin", cancellation));
        var sessions = new BridgeSession[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (i, token) =>
            sessions[i] = await OpenAsync(admins[i / AgentsOfAnAdmin], $"{role}-{port}-{_admins}-{i}", role, token));
        return sessions;
    }

    private async Task<BridgeSession> OpenAsync(BridgeSession by, string name, string role, CancellationToken cancellation) =>
        await client.OpenSessionAsync(await client.RegisterAgentAsync(by, name, role, cancellation), cancellation: cancellation);
}
