using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;

namespace Lighthouse.Suites.Performance;

/// <summary>The one elicitation load of the day, which four gates look at: agents that ask each other over HTTP, all listening by long poll.</summary>
/// <param name="day">The day.</param>
/// <param name="pool">Who asks and answers.</param>
public sealed class ElicitationLoad(Day day, AgentPool pool)
{
    private const string SizedBy = "elicitation-latency";
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);
    private static readonly object Schema = new { type = "object", properties = new { ok = new { type = "boolean" } }, required = new[] { "ok" } };
    private readonly Lazy<Task<ElicitationOutcome>> outcome = new(() => RunAsync(day, pool));

    /// <summary>What was measured; the load runs when it is first asked for.</summary>
    public Task<ElicitationOutcome> OutcomeAsync() => outcome.Value;

    private static async Task<ElicitationOutcome> RunAsync(Day day, AgentPool pool)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(SizedBy);
        var sessions = await pool.SessionsAsync(day, sizes.Count("agents"), cancellation);
        var since = (await (await pool.AgentsAsync(day, 0, cancellation)).Client.StatusAsync(cancellation)).LastSequence;
        Arrivals delivered = new(), answered = new();
        var listeners = sessions.Select(session => new Listener(session, since, one => HearAsync(session, one, delivered, answered))).ToList();
        try
        {
            var model = OpenModel.ConstantRate(sizes.Rate("rate"), sizes.Duration("duration"));
            using var progress = new LoadProgress("elicitation", model.IntendedStarts().LongCount());
            var load = await LoadRun.OpenAsync(
                model,
                async (iteration, token) =>
                {
                    try
                    {
                        return await AskAsync(sessions, iteration.Number, answered, token);
                    }
                    finally
                    {
                        progress.Ended();
                    }
                },
                new LoadOptions { GracePeriod = AnswerLimit }, TimeProvider.System, cancellation);
            return new ElicitationOutcome(load, delivered.Count, listeners.Sum(listener => listener.Problems), sessions.Count);
        }
        finally
        {
            await Parallel.ForEachAsync(listeners, CancellationToken.None, (listener, _) => listener.DisposeAsync());
        }
    }

    private static async Task<IterationOutcome> AskAsync(IReadOnlyList<BridgeSession> agents, long number, Arrivals answered, CancellationToken cancellation)
    {
        var asker = agents[(int)(number % agents.Count)];
        // Half the circle away, so that questions spread as evenly over the answering agents as over the asking ones.
        var target = agents[(int)((number + agents.Count / 2) % agents.Count)];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AnswerLimit);
        try
        {
            var ticket = await asker.CreateElicitationAsync(target.AgentId, $"Is {number} fine?", Schema, cancellation: limit.Token);
            await answered.WaitAsync(ticket.ElicitationId, limit.Token);
            var status = await asker.StatusAsync(ticket.ElicitationId, limit.Token);
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

    private static async Task HearAsync(BridgeSession agent, BridgeEvent heard, Arrivals delivered, Arrivals answered)
    {
        if (heard.EventType == "elicitation_responded")
            answered.Arrived(heard.AggregateId);
        if (heard.EventType != "elicitation_created")
            return;
        delivered.Arrived(heard.AggregateId);
        var question = (await agent.PendingAsync()).FirstOrDefault(one => one.Id == heard.AggregateId);
        if (question is not null)
            await agent.RespondAsync(question, ResponseType.Accept, new { ok = true });
    }
}

/// <summary>What the elicitation load measured.</summary>
/// <param name="Load">The generator's result.</param>
/// <param name="Delivered">Questions that reached their target.</param>
/// <param name="ListenerProblems">Polls and reactions of the listening agents that failed.</param>
/// <param name="Agents">How many agents took part.</param>
public sealed record ElicitationOutcome(LoadResult Load, int Delivered, int ListenerProblems, int Agents)
{
    internal const string Timeout = "no answer in time";

    /// <summary>Questions whose answer was not known within the limit.</summary>
    public long Timeouts => Load.TimedOut + Load.FailedByKind.GetValueOrDefault(Timeout);

    /// <summary>Questions that failed otherwise, and what failed at the answering side.</summary>
    public long Errors => Load.Failed - Load.FailedByKind.GetValueOrDefault(Timeout) + ListenerProblems;

    /// <summary>One sentence for the evidence.</summary>
    public string How =>
        $"{Agents:#,##0} agents over HTTP, {Load.Intended:#,##0} questions at a constant rate (open model), each from its intended start until its asker read the answer; {Load.Succeeded:#,##0} succeeded, {Timeouts:#,##0} timed out, {Errors:#,##0} failed, {Load.Dropped:#,##0} dropped by the generator.";
}
