using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>Gives each gate an admin of its own: the gates run side by side, and one agent has at most three sessions.</summary>
internal static class Operators
{
    private static readonly SemaphoreSlim Turn = new(1);

    public static async Task<Agents> ConnectAsync(Day day, CancellationToken cancellation) =>
        await Agents.ConnectAsync(day.Target.Url, await AppointAsync(day, cancellation), cancellation);

    /// <summary>The same; whatever these agents do waits where a limit asks for it.</summary>
    public static async Task<Agents> ConnectPatientlyAsync(Day day, CancellationToken cancellation) =>
        await Agents.ConnectPatientlyAsync(day.Target.Url, await AppointAsync(day, cancellation), cancellation);

    private static async Task<AgentCredential> AppointAsync(Day day, CancellationToken cancellation)
    {
        await Turn.WaitAsync(cancellation);
        try
        {
            await using var founder = await Agents.ConnectAsync(day.Target.Url, day.Target.Credentials["admin"], cancellation);
            return await founder.Client.RegisterAgentAsync(founder.Admin, $"operator-{Guid.NewGuid():N}", "admin", cancellation);
        }
        finally
        {
            Turn.Release();
        }
    }
}
