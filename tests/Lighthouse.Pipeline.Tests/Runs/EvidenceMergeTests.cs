using Lighthouse.Pipeline.Runs;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Tests.Runs;

public sealed class EvidenceMergeTests : IDisposable
{
    private static readonly Runbook Runbook = RunbookReader.ReadFile(Checkout.Week2);
    private static readonly RunIdentity Run = new(new string('a', 32), "c0ffee", Runbook.Digest, Profile.Quick, 7);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_days_of_four_jobs_become_one_run()
    {
        Merge([.. Runbook.Days.Select(day => Job(day.Name, Run, day.Name))]);
        var merged = RunManifest.Read(Whole.Manifest)!;
        Assert.Equal(Run, merged.Identity);
        Assert.Null(merged.DecidedAt);
        Assert.All(Runbook.Days, day => Assert.Empty(EvidenceReader.Read(Whole.EvidenceOf(day), Run, merged.Heads[day.Name], day.Name).Faults));
    }

    [Fact]
    public void A_day_that_no_job_has_is_left_out_and_not_made_up()
    {
        Merge(Job("one", Run, "Monday"));
        Assert.Equal(["Monday"], RunManifest.Read(Whole.Manifest)!.Heads.Keys);
    }

    [Fact]
    public void The_results_folder_the_artifacts_folder_and_the_evidence_folder_are_found()
    {
        var results = Job("one", Run, "Monday");
        foreach (var source in new[] { results, Path.Combine(results, "evidence"), Path.GetDirectoryName(results)! })
            Merge(source);
        Assert.True(File.Exists(Whole.Manifest));
    }

    public static TheoryData<string, RunIdentity> Strangers => new()
    {
        { "LH5204", Run with { RunId = new string('b', 32) } },
        { "LH5204", Run with { Commit = "another" } },
        { "LH5204", Run with { RunbookDigest = new string('0', 64) } },
        { "LH5204", Run with { Profile = Profile.Full } },
        { "LH5204", Run with { Seed = 8 } },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public void Evidence_of_something_else_is_refused(string code, RunIdentity stranger) => Refused(code, Job("one", Run, "Monday"), Job("two", stranger, "Tuesday"));

    [Fact]
    public void A_day_twice_is_refused() => Refused("LH5206", Job("one", Run, "Monday"), Job("two", Run, "Monday"));

    [Fact]
    public void A_folder_without_a_run_is_refused() => Refused("LH5203", folder.Path);

    [Fact]
    public void The_folder_of_the_decision_itself_is_refused_by_each_of_its_names_and_loses_nothing()
    {
        var results = Job("whole", Run, "Monday");
        Assert.Equal(Whole.Results, results);
        foreach (var name in new[] { results, Path.Combine(results, "evidence"), Whole.Artifacts, Whole.Artifacts + Path.DirectorySeparatorChar })
            Refused("LH5207", name);
        Assert.Empty(EvidenceReader.Read(Whole.EvidenceOf(Runbook.FindDay("Monday")!), Run).Faults);
    }

    [Fact]
    public void A_changed_byte_a_link_and_an_unknown_day_are_refused_and_nothing_is_written()
    {
        var changed = Job("one", Run, "Monday");
        var log = Path.Combine(changed, "evidence", "monday.jsonl");
        var bytes = File.ReadAllBytes(log);
        bytes[^20] ^= 1;
        File.WriteAllBytes(log, bytes);
        Refused("LH5205", changed);

        var linked = Job("two", Run, "Tuesday");
        var real = Path.Combine(linked, "evidence", "tuesday.jsonl");
        File.Move(real, folder["elsewhere"]);
        File.CreateSymbolicLink(real, folder["elsewhere"]);
        Refused("LH5205", linked);

        var unknown = Job("three", Run, "Monday");
        var manifest = Path.Combine(unknown, "evidence", "run.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("Monday", "../../x", StringComparison.Ordinal));
        Refused("LH5205", unknown);
        Assert.False(File.Exists(Whole.Manifest));
    }

    private RunFolder Whole => new(folder["whole"], Runbook.Name);

    private void Merge(params string[] sources) => new EvidenceMerge(Runbook, Run.Commit, Whole).From(sources);

    private void Refused(string code, params string[] sources)
    {
        var refusal = Assert.Throws<PipelineException>(() => Merge(sources));
        Assert.Equal(ExitCode.NoDecision, refusal.Code);
        Assert.StartsWith($"{code}: ", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The results of a job that carried out one day.</summary>
    private string Job(string name, RunIdentity identity, string day)
    {
        var job = new RunFolder(folder[name], Runbook.Name);
        Directory.CreateDirectory(job.Evidence);
        using var evidence = EvidenceLog.Open(job.EvidenceOf(Runbook.FindDay(day)!), identity, day, TimeProvider.System);
        evidence.Append(new DayOpened(identity.Profile.ToString().ToLowerInvariant(), identity.Seed, new Dictionary<string, string>(), null));
        evidence.Append(new SuiteEnded("Suite", SuiteEnding.NotStarted, null, "nothing was run"));
        evidence.Append(new DayClosed(TargetAlive: false));
        new RunManifest(identity, DateTimeOffset.UnixEpoch, new Dictionary<string, EvidenceHead> { [day] = evidence.Head }, null).Write(job.Manifest);
        return job.Results;
    }
}
