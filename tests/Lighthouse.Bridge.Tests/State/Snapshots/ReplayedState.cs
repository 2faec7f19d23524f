using System.Text;
using Lighthouse.Bridge.Collaboration;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.FileView.Contexts;
using Lighthouse.Bridge.FileView.History;
using Lighthouse.Bridge.FileView.Shadows;
using Lighthouse.Bridge.FileView.Tree;
using Lighthouse.Bridge.State.Snapshots;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Lighthouse.Bridge.Tests.State.Snapshots;

/// <summary>Fresh parts that were given a snapshot and events, and nothing else.</summary>
internal sealed class ReplayedState : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ReplayedState(BridgeParts bridge)
    {
        var services = new ServiceCollection();
        foreach (var service in bridge.Get<RegisteredServices>().All)
            if (service.ServiceType != typeof(IEventStore)) ((ICollection<ServiceDescriptor>)services).Add(service);
        _services = services.AddSingleton(bridge.Get<IEventStore>()).BuildServiceProvider();
    }

    public StateParts Parts => Get<StateParts>();

    public static ReplayedState Of(BridgeParts bridge, string? snapshot, IEnumerable<StoredEvent> events)
    {
        var state = new ReplayedState(bridge);
        if (snapshot is not null) Assert.True(state.Parts.TryRead(Encoding.UTF8.GetBytes(snapshot)));
        foreach (var stored in events) state.Parts.Apply(stored);
        return state;
    }

    /// <summary>The state as it is written down.</summary>
    public string Written => Encoding.UTF8.GetString(Parts.Write().Span);

    /// <summary>What can be seen of it: what follows from the written state must follow from a snapshot as well.</summary>
    public string Seen
    {
        get
        {
            var text = new StringBuilder();
            foreach (var expert in Get<IExperts>().List(null, null))
            {
                text.Append($"{expert.AgentId} {expert.State} {expert.IsOverdue} {expert.Open} {expert.LastHeartbeat} {expert.LastAssigned}\n");
                text.AppendJoin('\n', Get<IDelegations>().OpenFor(expert.AgentId).Select(d => $"{d.Id} {d.Request.Target} {d.ExpiresAt} {d.Request.Input}")).Append('\n');
            }
            text.Append($"{Get<IDelegations>().Measure().Open} open, {Get<ICollaborations>().OpenCount} together\n");
            var history = Get<FileHistory>();
            text.Append($"{history.Names} {history.Superseded} {string.Join(' ', history.Hours(long.MaxValue))} {string.Join(' ', history.Present().Order(StringComparer.Ordinal))}\n");
            text.AppendJoin(' ', Enumerable.Range(0, 6).Select(digest => history.IsReferred($"digest-{digest}"))).Append('\n');
            Show(Get<Shadows>().Area, "", text);
            Show(Get<Contexts>().Area, "", text);
            return text.ToString();
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    private static void Show(ContentTree area, string path, StringBuilder text)
    {
        area.Stat(path, out var attributes);
        text.Append($"{path} {attributes}\n");
        var names = new List<ViewName>();
        area.List(path, names);
        foreach (var name in names) Show(area, path.Length == 0 ? name.Name : $"{path}/{name.Name}", text);
    }
}
