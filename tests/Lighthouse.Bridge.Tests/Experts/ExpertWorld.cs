using System.Text.Json;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Lighthouse.Bridge.Tests.Experts;

/// <summary>The service's parts with an asker and experts, on a clock that the test moves.</summary>
internal sealed class ExpertWorld : IAsyncDisposable
{
    public const string Asker = "asker";
    private static readonly JsonElement Input = JsonElement.Parse("""{"path":"/etc/hosts"}""");

    private ExpertWorld(BridgeParts parts) => Parts = parts;

    public BridgeParts Parts { get; }

    public ManualTime Time => Parts.Time;

    public IExperts Experts => Parts.Get<IExperts>();

    public IDelegations Delegations => Parts.Get<IDelegations>();

    public static async Task<ExpertWorld> StartAsync(Action<IServiceCollection>? customise = null)
    {
        var world = new ExpertWorld(await BridgeParts.StartAsync(customise));
        await world.Parts.Get<IAgents>().RegisterAsync(Asker, Role.Agent, "admin");
        await world.WatchAsync();
        return world;
    }

    public static Caller As(string agent, Role role = Role.ExpertAgent) => new(agent, role, "session of " + agent);

    public async Task RestartAsync(TimeSpan meanwhile = default)
    {
        await Parts.RestartAsync(meanwhile);
        await WatchAsync();
    }

    public async Task<string> RegisterAsync(string agent, params string[] capabilities)
    {
        if (Parts.Get<IAgents>().Find(agent) is null) await Parts.Get<IAgents>().RegisterAsync(agent, Role.ExpertAgent, "admin");
        return await Experts.RegisterAsync(As(agent), new("tester", capabilities.Length == 0 ? ["review"] : capabilities, 10, null));
    }

    public Task<DelegationView> DelegateAsync(string? target, DelegationKind kind = DelegationKind.Delegation, int seconds = 300) =>
        Delegations.CreateAsync(new(
            kind, Asker, ExpertTarget.Parse(target), "look", kind == DelegationKind.Delegation ? Input : null, DelegationPriority.Normal,
            TimeSpan.FromSeconds(seconds), null));

    public Task<DelegationState> CompleteAsync(string expert, string id) =>
        Delegations.CompleteAsync(As(expert), id, false, JsonElement.Parse("""{"ok":true}"""), null);

    public async Task<DelegationState> StateOfAsync(string id) => (await ViewAsync(id)).State;

    public Task<DelegationView> ViewAsync(string id) => Delegations.ViewAsync(As(Asker, Role.Agent), id);

    public ExpertView Expert(string agent) => Experts.List(null, null).Single(e => e.AgentId == agent);

    /// <summary>The events of one type, as data.</summary>
    public async Task<IReadOnlyList<JsonElement>> EventsAsync(string type)
    {
        var found = new List<JsonElement>();
        await foreach (var stored in Parts.Get<Lighthouse.Bridge.Events.IEventStore>().ReadAsync(0, CancellationToken.None))
            if (stored.Event.EventType == type) found.Add(stored.Event.Data);
        return found;
    }

    public static Task UntilAsync(Func<Task<bool>> condition) => Assert.EventuallyAsync(condition);

    public static async Task<RefusalException> RefusedAsync(int status, string code, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RefusalException>(call);
        Assert.Equal((status, code), (refusal.Status, refusal.Code));
        return refusal;
    }

    public ValueTask DisposeAsync() => Parts.DisposeAsync();

    private Task WatchAsync() => Parts.Get<ExpertPresence>().RunAsync(CancellationToken.None);
}
