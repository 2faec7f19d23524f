using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;
using Lighthouse.Load.ServiceLevels;
using Lighthouse.Suites.Performance.ServiceLevels;

namespace Lighthouse.Suites.Performance;

/// <summary>The one elicitation load of the day, which five gates look at: agents that ask each other over HTTP, all listening by long poll.</summary>
/// <param name="day">The day.</param>
/// <param name="pool">Who asks and answers.</param>
public sealed class ElicitationLoad(Day day, AgentPool pool)
{
    private const string SizedBy = "elicitation-latency";
    private readonly Lazy<Task<ElicitationOutcome>> outcome = new(() => RunAsync(day, pool));

    /// <summary>What was measured; the load runs when it is first asked for.</summary>
    public Task<ElicitationOutcome> OutcomeAsync() => outcome.Value;

    private static async Task<ElicitationOutcome> RunAsync(Day day, AgentPool pool)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(SizedBy);
        var sessions = await pool.SessionsAsync(day, sizes.Count("agents"), cancellation);
        var since = (await (await pool.AgentsAsync(day, 0, cancellation)).Client.StatusAsync(cancellation)).LastSequence;
        var model = OpenModel.ConstantRate(sizes.Rate("rate"), sizes.Duration("duration"));
        using var watch = new LevelWatch(day, day.Target.Url, day.Sizes(Sla.Gate).Duration("window"), grace: 1, model.Duration);
        var questions = new Questions(sessions, watch);
        var listeners = sessions.Select(session => new Listener(session, since, one => questions.HearAsync(session, one))).ToList();
        try
        {
            using var progress = new LoadProgress("elicitation", model.IntendedStarts().LongCount());
            var load = await LoadRun.OpenAsync(
                model,
                async (iteration, token) =>
                {
                    try
                    {
                        return await questions.AskAsync(iteration, token);
                    }
                    finally
                    {
                        progress.Ended();
                    }
                },
                new LoadOptions { GracePeriod = Questions.AnswerLimit }, TimeProvider.System, cancellation);
            watch.Dispose();
            return new ElicitationOutcome(load, questions.Delivered, listeners.Sum(listener => listener.Problems), sessions.Count, watch.Levels);
        }
        finally
        {
            await Parallel.ForEachAsync(listeners, CancellationToken.None, (listener, _) => listener.DisposeAsync());
        }
    }
}

/// <summary>What the elicitation load measured.</summary>
/// <param name="Load">The generator's result.</param>
/// <param name="Delivered">Questions that reached their target.</param>
/// <param name="ListenerProblems">Polls and reactions of the listening agents that failed.</param>
/// <param name="Agents">How many agents took part.</param>
/// <param name="Levels">How the service levels fared meanwhile.</param>
public sealed record ElicitationOutcome(LoadResult Load, int Delivered, int ListenerProblems, int Agents, IReadOnlyCollection<WatchedLevel> Levels)
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
