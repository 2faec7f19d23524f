using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Performance.Workloads;

/// <summary>Experts that do what is handed to them as soon as they hear of it.</summary>
internal sealed class ExpertDesk : IAsyncDisposable
{
    private readonly Agents experts;
    private readonly List<Listener> listeners = [];

    private ExpertDesk(Agents experts) => this.experts = experts;

    /// <summary>Work that failed at the experts' side.</summary>
    public int Problems => listeners.Sum(listener => listener.Problems);

    /// <summary>Registers experts and has them listen.</summary>
    /// <param name="day">The day.</param>
    /// <param name="capabilities">One expert each, capable of this and what is named here.</param>
    /// <param name="capability">What all of them can be asked for.</param>
    /// <param name="result">What they answer.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ExpertDesk> OpenAsync(Day day, IReadOnlyList<string> capabilities, string capability, object result, CancellationToken cancellation)
    {
        var desk = new ExpertDesk(await Agents.ConnectAsync(day.Target.Url, day.Target.Credentials["admin"], cancellation));
        try
        {
            await desk.experts.EnlistAsync("expert", "expert_agent", capabilities.Count, cancellation);
            var since = (await desk.experts.Client.StatusAsync(cancellation)).LastSequence;
            foreach (var (expert, own) in desk.experts.Sessions.Zip(capabilities))
            {
                var registration = await expert.RegisterExpertAsync(own, [capability, own], cancellation: cancellation);
                desk.listeners.Add(new Listener(expert, since, one => WorkAsync(expert, registration, one, result)));
            }
        }
        catch
        {
            await desk.DisposeAsync();
            throw;
        }

        return desk;
    }

    /// <summary>Ends the experts' work. They are suspended, so that nothing is handed to who is no longer there.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var expert in experts.Sessions)
            await SuspendAsync(expert.AgentId);
        await Parallel.ForEachAsync(listeners, CancellationToken.None, (listener, _) => listener.DisposeAsync());
        await experts.DisposeAsync();
    }

    private static async Task WorkAsync(BridgeSession expert, ExpertRegistration registration, BridgeEvent heard, object result)
    {
        if (heard.EventType == "delegation_created" && heard.Data.GetProperty("to_agent").GetString() == expert.AgentId)
            await expert.CompleteAsync(registration, heard.AggregateId, result);
    }

    private async Task SuspendAsync(string expert)
    {
        try
        {
            await experts.Admin.SuspendExpertAsync(expert, "The measurement is over.");
        }
        catch (Exception problem) when (problem is BridgeException or HttpRequestException or TimeoutException)
        {
            // One that was never registered, or a bridge that is gone: there is nothing to hand out.
        }
    }
}
