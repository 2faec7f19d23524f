using System.Net;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Performance.ServiceLevels;

/// <summary>
/// Looks from outside whether elicitation is on: agents that have no part in the load ask, over connections of their own. One has its session from
/// before, one asked before, and one opens a session for each look.
/// </summary>
internal sealed class FlagProbe : IAsyncDisposable
{
    private const int Newcomers = 8;
    private static readonly object Schema = new { type = "object" };
    private readonly Agents agents;
    private int newcomers;
    private int messages;

    private FlagProbe(Agents agents) => this.agents = agents;

    private BridgeSession Asked => agents.Sessions[0];

    private BridgeSession Earlier => agents.Sessions[1];

    private BridgeSession AskedBefore => agents.Sessions[2];

    public static async Task<FlagProbe> OpenAsync(Day day, Uri target, CancellationToken cancellation)
    {
        var agents = await Agents.ConnectAsync(target, day.Target.Credentials["admin"], cancellation);
        return new FlagProbe(await agents.EnlistAsync("probe", 3 + Newcomers, cancellation));
    }

    /// <summary>Whether elicitation is served to an agent that asks now.</summary>
    public async Task<bool> IsServedAsync(CancellationToken cancellation) => await AskAsync(AskedBefore, cancellation) is null;

    /// <summary>Whether the agent that asked before is refused, and as the contract says.</summary>
    public async Task<bool> IsRefusedAsync(CancellationToken cancellation) => IsRefusal(await AskAsync(AskedBefore, cancellation));

    /// <summary>Looks at everything that a rollback must have changed, and at what it must not.</summary>
    public async Task LookAsync(Checklist checks, string when, CancellationToken cancellation)
    {
        checks.That(IsRefusal(await AskAsync(AskedBefore, cancellation)), $"{when}: an agent that asked before the rollback is refused");
        checks.That(IsRefusal(await AskAsync(Earlier, cancellation)), $"{when}: a session from before the rollback is refused");
        var newcomer = agents.Credentials[3 + (newcomers++ % Newcomers)];
        await using (var session = await agents.Client.OpenSessionAsync(newcomer, cancellation: cancellation))
            checks.That(IsRefusal(await AskAsync(session, cancellation)), $"{when}: a session opened after the rollback is refused");
        checks.That(!(await agents.Admin.FeatureFlagsAsync(cancellation)).ElicitationEnabled, $"{when}: the flag is shown as off");
        checks.That(await LegacyServesAsync(cancellation), $"{when}: wait_for_messages serves");
    }

    public ValueTask DisposeAsync() => agents.DisposeAsync();

    private async Task<bool> LegacyServesAsync(CancellationToken cancellation)
    {
        var key = $"legacy-{messages++}";
        var since = (await agents.Client.StatusAsync(cancellation)).LastSequence;
        var waiting = Asked.WaitAsync(since, TimeSpan.FromSeconds(5), cancellation);
        await Earlier.StoreEventAsync(new EventDraft("legacy_question", new { to_agent = Asked.AgentId, key }), cancellation);
        return (await waiting).Events.Any(one => one.EventType == "legacy_question" && one.Data.GetProperty("key").GetString() == key);
    }

    private async Task<BridgeException?> AskAsync(BridgeSession asker, CancellationToken cancellation)
    {
        try
        {
            await asker.CreateElicitationAsync(Asked.AgentId, "May I ask?", Schema, cancellation: cancellation);
            return null;
        }
        catch (BridgeException refusal)
        {
            return refusal;
        }
    }

    private static bool IsRefusal(BridgeException? answer) => answer is { StatusCode: HttpStatusCode.Forbidden, Code: "elicitation_disabled" };
}
