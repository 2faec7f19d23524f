using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>The CI files: a job for each day, one that decides, and what each of them runs is replayed here in separate processes.</summary>
public sealed class PipelinesOfCi
{
    private static readonly string Template = Path.Combine("src", "Lighthouse.Templates", "templates", "lighthouse");

    public static TheoryData<string, string, string> Files => new()
    {
        { ".github/workflows/readiness.yml", "build/runbooks/week2.yaml", "needs" },
        { "azure-pipelines.yml", "build/runbooks/week2.yaml", "dependsOn" },
        { Path.Combine(Template, ".github", "workflows", "readiness.yml"), Path.Combine(Template, "readiness.yaml"), "needs" },
        { Path.Combine(Template, "azure-pipelines.yml"), Path.Combine(Template, "readiness.yaml"), "dependsOn" },
    };

    [Theory, MemberData(nameof(Files))]
    public void Each_day_has_a_job_and_the_decision_waits_for_all(string file, string runbook, string waits)
    {
        var days = RunbookReader.ReadFile(Path.Combine(Checkout.Root, runbook)).Days.Select(day => day.Task).ToList();
        var jobs = CiJob.Of(file);
        var measuring = jobs.Where(job => job.Commands.Any(command => command.Contains("--run-id=", StringComparison.Ordinal))).ToList();
        Assert.Equal(days.Order(), measuring.SelectMany(job => job.Days).Order());
        var deciding = Assert.Single(jobs, job => job.Commands.Any(command => command.Contains("--evidence=", StringComparison.Ordinal)));
        Assert.All(measuring, job => Assert.Contains(job.Name, CiJob.Names(deciding.Node, waits)));
        Assert.DoesNotContain(jobs, job => CiJob.Names(job.Node, waits).Contains(deciding.Name));
    }

    [Theory, MemberData(nameof(Files))]
    public void Only_the_job_that_runs_no_day_sees_the_key(string file, string runbook, string waits)
    {
        Assert.NotEmpty(runbook + waits);
        var seeing = CiJob.Of(file).Where(job => job.Text.Contains("SIGNING_KEY", StringComparison.Ordinal)).ToList();
        var one = Assert.Single(seeing);
        Assert.DoesNotContain(one.Commands, command => command.Contains("--run-id=", StringComparison.Ordinal));
        Assert.All(one.Commands.Where(command => command.Contains("GoNoGo", StringComparison.Ordinal)), command => Assert.Contains("--evidence=", command, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Files))]
    public void Evidence_is_published_whatever_the_day_found_and_every_job_ends(string file, string runbook, string waits)
    {
        Assert.NotEmpty(runbook + waits);
        var jobs = CiJob.Of(file);
        foreach (var job in jobs.Where(job => job.Commands.Any(command => command.Contains("--run-id=", StringComparison.Ordinal))))
        {
            var published = Assert.Single(CiJob.Steps(job.Node), step => step.ToString().Contains("evidence-", StringComparison.Ordinal));
            Assert.Contains("always()", published.ToString(), StringComparison.Ordinal);
        }

        Assert.All(jobs.Where(job => job.Commands.Any(command => command.Contains("build.sh", StringComparison.Ordinal))), job => Assert.Matches("timeout-?[mM]inutes|timeoutInMinutes", job.Text));
    }

    [Fact]
    public void A_fork_gets_no_more_than_it_can_read()
    {
        foreach (var file in new[] { ".github/workflows/readiness.yml", Path.Combine(Template, ".github", "workflows", "readiness.yml") })
        {
            var text = File.ReadAllText(Path.Combine(Checkout.Root, file));
            Assert.Contains("permissions:\n  contents: read\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_flow_of_the_jobs_reaches_a_decision_and_a_day_of_another_run_is_refused()
    {
        using var folder = new TemporaryFolder();
        foreach (var source in Directory.GetFiles(Path.Combine(Checkout.Root, "docs", "examples", "any-language")))
            File.Copy(source, folder[Path.GetFileName(source)]);
        File.WriteAllText(folder["readiness.yaml"], TwoDays(await File.ReadAllTextAsync(folder["readiness.yaml"], TestContext.Current.CancellationToken)));
        var id = new string('a', 32);

        (await HostAsync(folder, "--target=Performance", $"--run-id={id}", "--artifacts=job1")).Require(0);
        (await HostAsync(folder, "--target=Integration", $"--run-id={id}", "--artifacts=job2")).Require(0);
        (await HostAsync(folder, "--target=GoNoGo", "--evidence=job1", "--evidence=job2", "--artifacts=merged")).Require(0);
        (await HostAsync(folder, "--target=GoNoGo", "--evidence=job1", "--artifacts=half")).Require(1);

        (await HostAsync(folder, "--target=Integration", $"--run-id={new string('b', 32)}", "--artifacts=other")).Require(0);
        var refused = await HostAsync(folder, "--target=GoNoGo", "--evidence=job1", "--evidence=other", "--artifacts=mixed");
        refused.Require(3);
        Assert.Contains("LH5204", refused.All, StringComparison.Ordinal);
    }

    private static string TwoDays(string runbook)
    {
        var from = runbook.IndexOf("  - name: Tuesday", StringComparison.Ordinal);
        var day = runbook[from..runbook.IndexOf("decision:", StringComparison.Ordinal)];
        return runbook.Insert(from + day.Length, day.Replace("Tuesday", "Thursday", StringComparison.Ordinal).Replace("task: Performance", "task: Integration", StringComparison.Ordinal).Replace("id: order-latency", "id: order-latency-again", StringComparison.Ordinal));
    }

    private static Task<CommandOutcome> HostAsync(TemporaryFolder folder, params string[] arguments) =>
        CommandLine.RunAsync(folder.Path, new Dictionary<string, string?>(), "dotnet", [Path.Combine(Checkout.Root, "src", "Lighthouse.Tool", "bin", "Release", "net10.0", "lighthouse.dll"), .. arguments]);
}
