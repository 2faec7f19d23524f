using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;

namespace Lighthouse.Suites.Performance;

/// <summary>The older way to hear of something, measured as it is: the baseline that elicitation is compared with.</summary>
public sealed class WaitForMessages(Day day, AgentPool pool)
{
    private const string Gate = "wait-for-messages-baseline";
    private const int Publishers = 10;
    private static readonly TimeSpan DeliveryLimit = TimeSpan.FromSeconds(10);

    [Fact, Gate(Gate, "wait_for_messages.latency", "wait_for_messages.delivery")]
    public async Task A_message_reaches_the_agent_that_waits_for_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        var agents = await pool.AgentsAsync(day, sizes.Count("agents") + Publishers, cancellation);
        var (publishers, waiting) = (agents.Sessions.Take(Publishers).ToList(), agents.Sessions.Skip(Publishers).Take(sizes.Count("agents")).ToList());
        var since = (await agents.Client.StatusAsync(cancellation)).LastSequence;
        var arrived = new Arrivals();
        var listeners = waiting.Select(session => new Listener(session, since, one => Hear(one, arrived))).ToList();
        try
        {
            var load = await LoadRun.OpenAsync(
                OpenModel.ConstantRate(sizes.Rate("rate"), sizes.Duration("duration")),
                (iteration, token) => PublishAsync(publishers, waiting, iteration.Number, arrived, token),
                new LoadOptions { GracePeriod = DeliveryLimit }, TimeProvider.System, cancellation);
            var measure = new Measure(
                Gate, $"{waiting.Count:#,##0} agents in a long poll, {load.Intended:#,##0} messages addressed to one of them at a constant rate (open model), each from its intended start until its agent held it.");
            day.Evidence.Record(
                measure.Distribution("wait_for_messages.latency", load.LatencyFromIntendedStart.InMilliseconds(), load.Doubts),
                measure.Proportion("wait_for_messages.delivery", arrived.Count, load.Intended, load.Doubts));
        }
        finally
        {
            await Parallel.ForEachAsync(listeners, CancellationToken.None, (listener, _) => listener.DisposeAsync());
        }
    }

    private static async Task<IterationOutcome> PublishAsync(
        List<BridgeSession> publishers, List<BridgeSession> waiting, long number, Arrivals arrived, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(DeliveryLimit);
        var addressee = waiting[(int)(number % waiting.Count)];
        try
        {
            await publishers[(int)(number % publishers.Count)].StoreEventAsync(
                new EventDraft("message", new { to_agent = addressee.AgentId, number }), limit.Token);
            await arrived.WaitAsync(KeyOf(addressee.AgentId, number), limit.Token);
            return IterationOutcome.Succeeded;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return IterationOutcome.Failed("not delivered in time");
        }
    }

    private static Task Hear(BridgeEvent heard, Arrivals arrived)
    {
        if (heard.EventType == "message")
            arrived.Arrived(KeyOf(heard.Data.GetProperty("to_agent").GetString()!, heard.Data.GetProperty("number").GetInt64()));
        return Task.CompletedTask;
    }

    private static string KeyOf(string agent, long number) => $"{agent}/{number}";
}
