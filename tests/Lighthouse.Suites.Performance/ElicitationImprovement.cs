using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;
using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Suites.Performance;

/// <summary>The same errand, a question and its answer, done by elicitation and by wait_for_messages side by side at the same moments.</summary>
public sealed class ElicitationImprovement(Day day, AgentPool pool)
{
    private const string Gate = "elicitation-improvement";
    private const double Confidence = 0.95;
    private const int Talkers = 4;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    [Fact, Gate(Gate, "elicitation_improvement.p50", "elicitation_improvement.p99", "elicitation_improvement.quiet_p50", "elicitation_improvement.failed")]
    public async Task Asking_by_elicitation_is_not_slower_than_by_messages()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        // Not those that ask in the elicitation load: agents may ask only so often.
        var others = day.Sizes("elicitation-latency").Count("agents");
        var sessions = (await pool.SessionsAsync(day, others + sizes.Count("agents"), cancellation)).Skip(others).ToList();
        await using var elicitations = await SocketErrand.BeginAsync([.. sessions.Where((_, index) => index % 2 == 0)], cancellation);
        await using var messages = await MessageErrand.BeginAsync([.. sessions.Where((_, index) => index % 2 == 1)], day.Target.Url, cancellation);
        var quiet = await BothAsync(OpenModel.ConstantRate(sizes.Rate("rate"), sizes.Duration("quiet")), 0);
        var busy = OpenModel.ConstantRate(sizes.Rate("rate"), sizes.Duration("duration"));
        var talk = TalkAsync((await pool.SessionsAsync(day, others, cancellation)).Take(Talkers).ToList(), sizes.Rate("talk"), sizes.Duration("duration"), cancellation);
        var runs = await BothAsync(busy, quiet[0].Intended);
        var talked = await talk;

        string[] doubts =
        [
            .. runs.Concat(quiet).Append(talked).SelectMany(run => run.Doubts).Distinct(),
            .. talked.Succeeded < talked.Intended ? [$"LHS5203: {talked.Intended - talked.Succeeded} of {talked.Intended} events to everybody were not stored; the bridge was not in use as it should be."] : Array.Empty<string>(),
        ];
        var measure = new Measure(
            Gate, $"A question and its answer, from the intended start until the asker has the answer: {runs[0].Intended:#,##0} by elicitation over sockets and {runs[1].Intended:#,##0} by events and long polls (wait_for_messages), at the same moments, {sessions.Count / 2:#,##0} agents each, while others told everybody {talked.Succeeded:#,##0} things; quiet: {quiet[0].Intended:#,##0} of each while nobody else talked. The number is the ratio of the two.");
        IReadOnlyList<LoadResult> all = [.. runs, .. quiet];
        day.Evidence.Record(
            measure.Estimate("elicitation_improvement.p50", Ratio(runs, 50), doubts),
            measure.Estimate("elicitation_improvement.p99", Ratio(runs, 99), doubts),
            measure.Estimate("elicitation_improvement.quiet_p50", Ratio(quiet, 50), doubts),
            measure.Proportion("elicitation_improvement.failed", all.Sum(run => run.Intended - run.Succeeded), all.Sum(run => run.Intended), doubts));

        Task<LoadResult[]> BothAsync(OpenModel model, long from) =>
            Task.WhenAll(RunAsync(model, from, elicitations.AskAsync, cancellation), RunAsync(model, from, messages.AskAsync, cancellation));
    }

    private static EstimateObservation Ratio(LoadResult[] runs, double percentile) => PercentileRatio.Of(Latency(runs[0]), Latency(runs[1]), percentile, Confidence);

    // What is shared reaches everybody who waits for messages, and no socket that did not ask for it.
    private static Task<LoadResult> TalkAsync(List<BridgeSession> talkers, double rate, TimeSpan duration, CancellationToken cancellation) => LoadRun.OpenAsync(
        OpenModel.ConstantRate(rate, duration),
        async (iteration, token) =>
        {
            await talkers[(int)(iteration.Number % talkers.Count)].StoreEventAsync(new EventDraft("talk", new { shared = true, iteration.Number }), token);
            return IterationOutcome.Succeeded;
        },
        new LoadOptions(), TimeProvider.System, cancellation);

    private static Task<LoadResult> RunAsync(OpenModel model, long from, Func<long, CancellationToken, Task> ask, CancellationToken cancellation) => LoadRun.OpenAsync(
        model,
        async (iteration, token) =>
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
            limit.CancelAfter(AnswerLimit);
            try
            {
                await ask(from + iteration.Number, limit.Token);
                return IterationOutcome.Succeeded;
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                return IterationOutcome.Failed("no answer in time");
            }
            catch (BridgeException refusal)
            {
                return IterationOutcome.Failed($"status {(int)refusal.StatusCode}");
            }
        },
        new LoadOptions { GracePeriod = AnswerLimit }, TimeProvider.System, cancellation);

    private static Distribution Latency(LoadResult run) => new(Unit.Millisecond, run.LatencyFromIntendedStart.InMilliseconds());
}
