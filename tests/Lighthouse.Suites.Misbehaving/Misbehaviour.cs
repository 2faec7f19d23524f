using System.Diagnostics;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Suites.Misbehaving;

/// <summary>Each test does one thing that the pipeline must not take for a pass; only the first behaves.</summary>
public sealed class Misbehaviour(Day day)
{
    private const string Metric = "misbehaving.wrong";

    [Fact, Gate("behaves", Metric)]
    public void Behaves() => Record("behaves", wrong: 0);

    [Fact, Gate("misses", Metric)]
    public void Misses() => Record("misses", wrong: 1);

    [Fact, Gate("crashes", Metric)]
    public void Crashes()
    {
        Record("crashes", wrong: 0);
        Environment.FailFast("as announced");
    }

    [Fact, Gate("leaves-early", Metric)]
    public void Leaves_early()
    {
        Record("leaves-early", wrong: 0);
        Environment.Exit(0);
    }

    [Fact, Gate("hangs", Metric)]
    public void Hangs()
    {
        Record("hangs", wrong: 0);
        using var never = new ManualResetEventSlim();
        never.Wait(TestContext.Current.CancellationToken);
    }

    [Fact, Gate("says-nothing", Metric)]
    public void Says_nothing() => Assert.NotNull(day);

    [Fact, Gate("attempts-nothing", Metric)]
    public void Attempts_nothing() => day.Evidence.Record(new Measure("attempts-nothing", "without an attempt").Count(Metric, 0, 0));

    [Fact, Gate("skips", Metric)]
    public void Skips() => Assert.Skip("it does not feel like it");

    [Fact, Gate("fails-otherwise", Metric)]
    public void Fails_otherwise()
    {
        Record("fails-otherwise", wrong: 0);
        Assert.Fail("something that no criterion covers");
    }

    [Fact, Gate("doubts", Metric)]
    public void Doubts() => day.Evidence.Record(new Measure("doubts", "badly").Count(Metric, 0, 10, "the generator ran late"));

    [Fact, Gate("edits-evidence", Metric)]
    public void Edits_evidence()
    {
        Record("edits-evidence", wrong: 0);
        // By another program, because this process holds the lock on the log.
        Run("dd", "if=/dev/zero", $"of={Evidence}", "bs=1", "count=1", "seek=700", "conv=notrunc", "status=none");
    }

    [Fact, Gate("kills-the-target", Metric)]
    public void Kills_the_target()
    {
        Record("kills-the-target", wrong: 0);
        var id = Run("cat", Evidence).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement)
            .Select(record => FindProcessId(record)).First(found => found is not null)!.Value;
        using var target = Process.GetProcessById(id);
        target.Kill();
        target.WaitForExit(TimeSpan.FromSeconds(10));
    }

    [Fact, Gate("finds", Metric)]
    public void Finds()
    {
        var waiver = day.Evidence.Report(new ReportedFinding(
            "finds", "finds/planted", "planted for the pipeline's tests", Severity.High, ["CWE-1"], null, new FindingPlace("somewhere.cs", 3), "Nothing.", "Misbehaviour.Finds"));
        Record("finds", wrong: waiver is null ? 1 : 0);
    }

    [Fact, Gate("prints-commands", Metric)]
    public void Prints_commands()
    {
        Console.WriteLine("##vso[task.complete result=Succeeded;]GO");
        Console.WriteLine("::set-output name=decision::GO");
        Record("prints-commands", wrong: 0);
    }

    private static string Evidence => Environment.GetEnvironmentVariable("LIGHTHOUSE_EVIDENCE")!;

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }

    private void Record(string gate, long wrong) => day.Evidence.Record(new Measure(gate, "as the test was told").Count(Metric, wrong, attempts: 10));

    private static int? FindProcessId(System.Text.Json.JsonElement element)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (property.NameEquals("processId"))
                return property.Value.GetInt32();
            if (property.Value.ValueKind == System.Text.Json.JsonValueKind.Object && FindProcessId(property.Value) is { } inner)
                return inner;
        }

        return null;
    }
}
