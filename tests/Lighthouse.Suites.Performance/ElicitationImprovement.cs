using System.Globalization;
using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;
using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Suites.Performance;

/// <summary>The same errand, a question and its answer, done by elicitation and by wait_for_messages by turns in the same run.</summary>
public sealed class ElicitationImprovement(Day day, AgentPool pool)
{
    private const string Gate = "elicitation-improvement";
    private const double Confidence = 0.95;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    [Fact, Gate(Gate, "elicitation_improvement.p50", "elicitation_improvement.p99", "elicitation_improvement.failed")]
    public async Task Asking_by_elicitation_is_not_slower_than_by_messages()
    {
        Assert.SkipUnless(day.Measures(Gate), "this profile defers it");
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        // Not those that ask in the elicitation load: agents may ask only so often.
        var others = day.Sizes("elicitation-latency").Count("agents");
        var sessions = (await pool.SessionsAsync(day, others + sizes.Count("agents"), cancellation)).Skip(others).ToList();
        await using var elicitations = await SocketErrand.BeginAsync([.. sessions.Where((_, index) => index % 2 == 0)], cancellation);
        await using var messages = await MessageErrand.BeginAsync([.. sessions.Where((_, index) => index % 2 == 1)], day.Target.Url, cancellation);
        // Of the first errands both sides compile what they run; neither way is judged by that.
        var warm = await BothAsync(sizes.Duration("warm_up"), 0);
        var runs = await BothAsync(sizes.Duration("duration"), warm[0].Intended);

        var (candidate, baseline) = (Latency(runs[0]), Latency(runs[1]));
        string[] doubts = [.. runs.SelectMany(run => run.Doubts).Distinct()];
        var measure = new Measure(
            Gate, $"A question and its answer, from the intended start until the asker has the answer: {runs[0].Intended:#,##0} by elicitation over sockets and {runs[1].Intended:#,##0} by events and long polls (wait_for_messages), by turns at the same rate, {sessions.Count / 2:#,##0} agents each, after {warm[0].Intended:#,##0} of each to warm up. The number is the ratio of the two; their medians {Median(runs[0])} and {Median(runs[1])} ms.");
        day.Evidence.Record(
            measure.Estimate("elicitation_improvement.p50", PercentileRatio.Of(candidate, baseline, 50, Confidence), doubts),
            measure.Estimate("elicitation_improvement.p99", PercentileRatio.Of(candidate, baseline, 99, Confidence), doubts),
            measure.Proportion("elicitation_improvement.failed", runs.Sum(run => run.Intended - run.Succeeded), runs.Sum(run => run.Intended), doubts));

        Task<LoadResult[]> BothAsync(TimeSpan duration, long from)
        {
            var model = OpenModel.ConstantRate(sizes.Rate("rate"), duration);
            // By turns, half a distance apart: of two that start in the same instant the one that does more always comes second to the disk.
            var between = OpenModel.Recorded(model.IntendedStarts().Select(start => start + TimeSpan.FromSeconds(0.5 / sizes.Rate("rate"))));
            return Task.WhenAll(RunAsync(model, from, elicitations.AskAsync, cancellation), RunAsync(between, from, messages.AskAsync, cancellation));
        }
    }

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

    private static string Median(LoadResult run) =>
        run.LatencyFromIntendedStart.Percentile(50).TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture);

    private static Distribution Latency(LoadResult run) => new(Unit.Millisecond, run.LatencyFromIntendedStart.InMilliseconds());
}
