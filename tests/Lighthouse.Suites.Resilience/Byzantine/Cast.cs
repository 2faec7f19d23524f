using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Resilience.Byzantine;

/// <summary>Six agents that have to do with each other: four honest ones and two liars, the most that may lie.</summary>
/// <param name="Asker">Asks, hands out work, and starts collaborations.</param>
/// <param name="Expert">Is asked by it and does its work.</param>
/// <param name="First">Votes and contributes.</param>
/// <param name="Second">Votes.</param>
/// <param name="Liar">An expert, too, that knows every id, nonce and token of the others, and not their secrets.</param>
/// <param name="Flooder">Sends as much as it can.</param>
internal sealed record Cast(BridgeSession Asker, BridgeSession Expert, BridgeSession First, BridgeSession Second, BridgeSession Liar, BridgeSession Flooder)
{
    public const int Size = 6;
    private const int Honest = 4;

    /// <summary>The honest ones.</summary>
    public IReadOnlyList<BridgeSession> Truthful => [Asker, Expert, First, Second];

    /// <summary>Registers so many agents and gives them their parts.</summary>
    public static async Task<IReadOnlyList<Cast>> EnlistAsync(Agents agents, int count, CancellationToken cancellation)
    {
        var casts = count / Size;
        var begin = agents.Sessions.Count;
        await agents.EnlistAsync("honest", "expert_agent", Honest * casts, cancellation);
        await agents.EnlistAsync("liar", "expert_agent", casts, cancellation);
        await agents.EnlistAsync("flooder", "agent", casts, cancellation);
        var (honest, liars) = (agents.Sessions.Skip(begin).Take(Honest * casts).Chunk(Honest), agents.Sessions.Skip(begin + Honest * casts).ToList());
        return [.. honest.Select((four, number) => new Cast(four[0], four[1], four[2], four[3], liars[number], liars[casts + number]))];
    }
}
