using System.Globalization;
using System.Text.RegularExpressions;
using Lighthouse.Benchmarks.Running;
using Lighthouse.Testing;

namespace Lighthouse.Benchmarks.Days;

/// <summary>
/// What the pipeline costs beside a day's suite: the task's time less the suite's own, both as one run of the build prints them.
/// In it are the start of the target and of the suite's process, reading, judging and reporting. A day is run once, whatever the rounds.
/// </summary>
/// <param name="task">The day's task.</param>
internal abstract partial class DayOverhead(string task) : IBenchmark
{
    private static readonly Target s_target = Target.AtMost(new Figure(3, "s"));

    // 0: the day passed; 1: it missed a gate, which takes no less time.
    private static readonly int[] s_measured = [0, 1];

    public string Name => $"day-overhead-{task.ToLowerInvariant()}";

    private string What => $"{task}, quick: time of the day's task beside its suite's own";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        await using var build = ChildProcess.Start("bash", [Path.Combine(Checkout.Root, "build.sh"), $"--target={task}", $"--seed={run.Seed}", $"--artifacts={run.Folder}"]);
        var (exitCode, output) = await build.EndAsync(cancellation);
        if (!s_measured.Contains(exitCode))
            return [Row.NotMeasured(What, $"the build ended with {exitCode}: {output.Trim().Split('\n')[^1]}", s_target)];
        if (TaskTimes().Matches(output).SingleOrDefault(time => time.Groups["task"].Value == task) is not { } whole || SuiteTime().Matches(output) is not [var own])
            return [Row.NotMeasured(What, "the build printed no time of the task, or not one time of its suite", s_target)];
        var (day, suite) = (TimeSpan.Parse(whole.Groups["time"].Value, CultureInfo.InvariantCulture).TotalSeconds, double.Parse(own.Groups["seconds"].Value, CultureInfo.InvariantCulture));
        run.Say($"{task}: {day:0.0} s, the suite {suite:0.0} s");
        return
        [
            Row.Of(What, new Figure(day - suite, "s"), s_target),
            Row.Against($"{task}, quick: the day's task", new Paired(new Figure(day, "s"), "its suite alone", new Figure(suite, "s"), day / suite)),
        ];
    }

    [GeneratedRegex(@"^ +(?<task>[A-Z][A-Za-z]*) +(?<time>\d\d:\d\d:\d\d\.\d+) +[A-Z][a-z]+ *\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex TaskTimes();

    [GeneratedRegex(@"Total: \d+, Errors: .* Time: (?<seconds>\d+\.\d+)s", RegexOptions.CultureInvariant)]
    private static partial Regex SuiteTime();
}

internal sealed class SecurityOverhead() : DayOverhead("Security");

internal sealed class PerformanceOverhead() : DayOverhead("Performance");

internal sealed class ResilienceOverhead() : DayOverhead("Resilience");

internal sealed class IntegrationOverhead() : DayOverhead("Integration");
