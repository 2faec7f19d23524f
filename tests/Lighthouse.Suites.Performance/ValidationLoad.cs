using System.Collections.Concurrent;
using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Recording;
using Lighthouse.Load.Results;
using Lighthouse.Suites.Performance.Workloads;

namespace Lighthouse.Suites.Performance;

/// <summary>The validations of the day, which two gates look at: the patterns one after the other, each at its usual rate and at its peak, with experts at work.</summary>
/// <param name="day">The day.</param>
/// <param name="pool">Who asks.</param>
public sealed class ValidationLoad(Day day, AgentPool pool)
{
    private const string SizedBy = "workload-mix";
    private static readonly string[] Specialities = ["deployment", "database", "security", "network"];
    private readonly Lazy<Task<IReadOnlyList<PatternOutcome>>> outcome = new(() => RunAsync(day, pool));

    /// <summary>What was measured of each pattern; the load runs when it is first asked for.</summary>
    internal Task<IReadOnlyList<PatternOutcome>> OutcomesAsync() => outcome.Value;

    private static async Task<IReadOnlyList<PatternOutcome>> RunAsync(Day day, AgentPool pool)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(SizedBy);
        var agents = await pool.SessionsAsync(day, sizes.Count("agents"), cancellation);
        string[] desks = [.. Enumerable.Range(0, sizes.Count("experts")).Select(number => Specialities[number % Specialities.Length])];
        await using var experts = await ExpertDesk.OpenAsync(day, desks, "command_validation", new { decision = "blocked", reasoning = "Looked at." }, cancellation);
        // What a bridge that has just started compiles while it answers is no part of how it answers.
        var first = WorkloadPattern.All[0];
        await StretchAsync(day, agents, first, "warm-up", first.Rate * first.Peak, sizes.Duration("warm_up"), cancellation);
        var outcomes = new List<PatternOutcome>();
        foreach (var pattern in WorkloadPattern.All.Take(sizes.Count("patterns")))
        {
            var usual = await StretchAsync(day, agents, pattern, "usual", pattern.Rate, sizes.Duration("usual"), cancellation);
            var peak = await StretchAsync(day, agents, pattern, "peak", pattern.Rate * pattern.Peak, sizes.Duration("peak"), cancellation);
            outcomes.Add(new PatternOutcome(pattern, [.. usual, .. peak]));
        }

        return outcomes;
    }

    // What goes to an expert and what does not are two loads at the same time, so that the latency of each is known.
    private static async Task<LoadedCommands[]> StretchAsync(
        Day day, IReadOnlyList<BridgeSession> agents, WorkloadPattern pattern, string stretch, double rate, TimeSpan duration, CancellationToken cancellation)
    {
        var commands = pattern.Commands((int)(rate * duration.TotalSeconds), day.Random($"workload/{pattern.Name}/{stretch}"));
        return await Task.WhenAll(commands.GroupBy(command => command.Escalates).Select(some => LoadAsync([.. some])));

        async Task<LoadedCommands> LoadAsync(List<Command> mine)
        {
            var answered = new ConcurrentDictionary<CommandKind, int>();
            var run = await LoadRun.OpenAsync(
                OpenModel.ConstantRate(mine.Count / duration.TotalSeconds, duration),
                async (iteration, token) =>
                {
                    // The model may round to one start more than there are commands.
                    var command = mine[(int)(iteration.Number % mine.Count)];
                    var verdict = await agents[(int)(iteration.Number % agents.Count)].ValidateCommandAsync(command.Tool, command.Input, cancellation: token);
                    if (!command.IsAnsweredBy(verdict))
                        return IterationOutcome.Failed($"{command.Kind} was {verdict.Metadata.Decision} by {verdict.Metadata.Layer}");
                    answered.AddOrUpdate(command.Kind, 1, (_, count) => count + 1);
                    return IterationOutcome.Succeeded;
                },
                new LoadOptions(), TimeProvider.System, cancellation);
            return new LoadedCommands(mine[0].Escalates, run, answered);
        }
    }
}

/// <summary>What was measured of some commands.</summary>
/// <param name="Escalating">Whether they are those that go to an expert.</param>
/// <param name="Run">The generator's result.</param>
/// <param name="Answered">How many of each kind had a verdict that fits it.</param>
internal sealed record LoadedCommands(bool Escalating, LoadResult Run, IReadOnlyDictionary<CommandKind, int> Answered);

/// <summary>What was measured of a pattern.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Parts">Its loads.</param>
internal sealed record PatternOutcome(WorkloadPattern Pattern, IReadOnlyList<LoadedCommands> Parts)
{
    public long Intended => Parts.Sum(part => part.Run.Intended);

    public string[] Doubts => [.. Parts.SelectMany(part => part.Run.Doubts).Distinct()];

    /// <summary>How far the shares of what was rightly answered lie from the planned ones, at the worst share, 1 being the whole.</summary>
    public double Deviation => new[]
    {
        (Pattern.Safe, Answered(CommandKind.Safe)), (Pattern.Risky, Answered(CommandKind.Risky)), (Pattern.Complex, Answered(CommandKind.Complex)),
        (Pattern.Escalating, Parts.Where(part => part.Escalating).Sum(part => part.Run.Succeeded)),
    }.Max(share => Math.Abs((share.Item1 / 100.0) - ((double)share.Item2 / Intended)));

    /// <summary>Latencies of the loads that are chosen.</summary>
    public LatencyHistogram Latency(Func<LoadedCommands, bool> chosen)
    {
        var all = new LatencyHistogram();
        foreach (var part in Parts.Where(chosen))
            all.Merge(part.Run.LatencyFromIntendedStart);
        return all;
    }

    /// <summary>Failures by kind, for the evidence.</summary>
    public string Failures => string.Join(", ", Parts.SelectMany(part => part.Run.FailedByKind).Select(kind => $"{kind.Key} {kind.Value:#,##0}"));

    private long Answered(CommandKind kind) => Parts.Sum(part => (long)part.Answered.GetValueOrDefault(kind));
}
