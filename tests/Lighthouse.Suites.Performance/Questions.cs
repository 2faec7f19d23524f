using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Suites.Performance.ServiceLevels;

namespace Lighthouse.Suites.Performance;

/// <summary>Agents that ask each other over HTTP and listen by long poll; every request that they send is told to the watch.</summary>
/// <param name="agents">Who asks and answers.</param>
/// <param name="watch">Takes note of their requests.</param>
internal sealed class Questions(IReadOnlyList<BridgeSession> agents, LevelWatch watch)
{
    private static readonly object Schema = new { type = "object", properties = new { ok = new { type = "boolean" } }, required = new[] { "ok" } };
    private readonly Arrivals delivered = new();
    private readonly Arrivals answered = new();

    public static TimeSpan AnswerLimit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Questions that reached their target.</summary>
    public int Delivered => delivered.Count;

    /// <summary>Asks, and reads the answer.</summary>
    /// <param name="iteration">Its number says who asks whom.</param>
    /// <param name="cancellation">Breaks off.</param>
    public async Task<IterationOutcome> AskAsync(Iteration iteration, CancellationToken cancellation)
    {
        var number = iteration.Number;
        var asker = agents[(int)(number % agents.Count)];
        // Half the circle away, so that questions spread as evenly over the answering agents as over the asking ones.
        var target = agents[(int)((number + agents.Count / 2) % agents.Count)];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AnswerLimit);
        try
        {
            var ticket = await watch.TimeAsync(
                iteration.StartDelay, () => asker.CreateElicitationAsync(target.AgentId, $"Is {number} fine?", Schema, cancellation: limit.Token));
            await answered.WaitAsync(ticket.ElicitationId, limit.Token);
            var status = await watch.TimeAsync(TimeSpan.Zero, () => asker.StatusAsync(ticket.ElicitationId, limit.Token));
            return status.Status == "accepted" && status.Data?.GetProperty("ok").GetBoolean() == true
                ? IterationOutcome.Succeeded
                : IterationOutcome.Failed($"the answer was '{status.Status}'");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return IterationOutcome.Failed(ElicitationOutcome.Timeout);
        }
        catch (BridgeException refusal)
        {
            return IterationOutcome.Failed($"status {(int)refusal.StatusCode}");
        }
    }

    /// <summary>What an agent does when it hears of something.</summary>
    public async Task HearAsync(BridgeSession agent, BridgeEvent heard)
    {
        if (heard.EventType == "elicitation_responded")
            answered.Arrived(heard.AggregateId);
        if (heard.EventType != "elicitation_created")
            return;
        delivered.Arrived(heard.AggregateId);
        var pending = await watch.TimeAsync(TimeSpan.Zero, () => agent.PendingAsync());
        if (pending.FirstOrDefault(one => one.Id == heard.AggregateId) is { } question)
            await watch.TimeAsync(TimeSpan.Zero, () => agent.RespondAsync(question, ResponseType.Accept, new { ok = true }));
    }
}
