using Lighthouse.Chaos;
using Lighthouse.Chaos.Containers;
using Lighthouse.Chaos.Plans;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Pipeline.Tests.Whole;

namespace Lighthouse.Pipeline.Tests.Containers;

/// <summary>Faults to containers that really run, on an engine of the tests' own.</summary>
public sealed class ContainerFaultsTests(SharedLab shared) : IClassFixture<SharedLab>
{
    private const string Quota = "{{.HostConfig.CpuQuota}}", Enough = "60m";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ContainerFaultKinds.Pause, "{{.State.Status}}", "paused")]
    [InlineData(ContainerFaultKinds.Kill, "{{.State.Status}} {{.State.ExitCode}}", "exited 137")]
    [InlineData(ContainerFaultKinds.Disconnect, "{{len .NetworkSettings.Networks}}", "0")]
    [InlineData(ContainerFaultKinds.Cpu, Quota, "5000")]
    [InlineData(ContainerFaultKinds.Cpu, "{{.HostConfig.NanoCpus}}", "50000000", "--cpus", "0.8")]
    [InlineData(ContainerFaultKinds.Memory, "{{.HostConfig.Memory}}", "12582912")]
    public async Task Takes_hold_is_seen_and_is_undone(string kind, string format, string during, params string[] options)
    {
        var container = await RunAsync(options);
        var before = await container.FactsAsync();
        var said = "";
        var result = await RunAsync(Make(kind, container), async _ => said = await container.InspectAsync(format));
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        TestContext.Current.TestOutputHelper?.WriteLine($"{result.Effect!.Detail}; {result.Healing!.Detail}");
        Assert.Equal(during, said);
        Assert.Equal(before, await container.FactsAsync());
        Assert.Contains(await container.InspectAsync(Quota), (string[])["0", "-1"]);
        Assert.True(await container.AskAsync("memory", Cancellation));
        Assert.Empty(container.Lab.Entries);
    }

    [Fact]
    public async Task An_injector_that_does_nothing_is_not_believed()
    {
        var container = await RunAsync();
        var before = await container.FactsAsync();
        await using var deaf = new DeafEngine(container.Identity.Host);
        var options = container.Options with { Container = container.Identity with { Host = deaf.Host } };
        await Task.WhenAll(ContainerFaultKinds.All.Select(async kind => NotSeen(kind, await RunAsync(ContainerFaultKinds.Make(kind, options, container.AskAsync)))));
        Assert.Equal(["disconnect", "kill?signal=KILL", "pause", "update", "update"], deaf.Asked.Select(path => path.Split('/')[^1]).Order(StringComparer.Ordinal));
        Assert.Equal(before, await container.FactsAsync());
        Assert.Empty(container.Lab.Entries);
    }

    [Fact]
    public async Task What_the_engine_says_is_not_enough_where_the_target_serves_on()
    {
        var (container, other) = (await RunAsync(), await RunAsync());
        var options = container.Options with { AnswersAsync = token => other.AskAsync("anything", token), AnswerWithin = TimeSpan.FromSeconds(20) };
        foreach (var kind in ContainerFaultKinds.All)
        {
            NotSeen(kind, await RunAsync(ContainerFaultKinds.Make(kind, options, other.AskAsync)));
            Assert.Equal("running", await container.InspectAsync("{{.State.Status}}"));
        }
    }

    [Fact]
    public async Task A_container_of_another_run_is_left_as_it_is()
    {
        var lab = await shared.LabAsync();
        var foreign = await lab.RunOfAsync("another-run", "--memory", Enough);
        var (before, started) = (await foreign.FactsAsync(), await foreign.InspectAsync("{{.State.StartedAt}}"));
        foreach (var kind in ContainerFaultKinds.All)
        {
            var result = await RunAsync(Make(kind, foreign));
            Assert.Equal(ExperimentStatus.NotRun, result.Status);
            Assert.StartsWith("LHC5514", result.Reason, StringComparison.Ordinal);
        }

        Assert.Equal((before, started), (await foreign.FactsAsync(), await foreign.InspectAsync("{{.State.StartedAt}}")));
        Assert.Empty(lab.Entries);
    }

    [Fact]
    public async Task A_killed_container_comes_back_by_its_supervisor_or_has_not_recovered()
    {
        var container = await RunAsync();
        var supervised = new ContainerKillOptions { Target = container.Options with { AnswerWithin = TimeSpan.FromMilliseconds(500), ShowWithin = TimeSpan.FromSeconds(3) }, IsSupervised = true };
        var alone = await RunAsync(new ContainerKillFault(supervised, TimeProvider.System));
        Assert.Equal(ExperimentStatus.NotRecovered, alone.Status);
        Assert.Contains("nobody started it again", alone.Reason, StringComparison.Ordinal);
        Assert.Equal("running", await container.InspectAsync("{{.State.Status}}"));

        var fault = new ContainerKillFault(new ContainerKillOptions { Target = container.Options, IsSupervised = true }, TimeProvider.System);
        var supervisor = container.Lab.DockerAsync("wait", container.Identity.Id).ContinueWith(_ => container.Lab.DockerAsync("start", container.Identity.Id), TaskScheduler.Default).Unwrap();
        var result = await RunAsync(fault);
        await supervisor;
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        Assert.Empty(container.Lab.Entries);
    }

    [Fact]
    public async Task A_target_that_stays_silent_once_the_fault_is_undone_has_not_recovered()
    {
        foreach (var kind in new[] { ContainerFaultKinds.Pause, ContainerFaultKinds.Kill, ContainerFaultKinds.Memory })
        {
            var container = await RunAsync();
            var before = await container.FactsAsync();
            var asked = 0;
            var options = container.Options with
            {
                AnswersAsync = async token => ++asked == 1 && await container.AskAsync("anything", token), AnswerWithin = TimeSpan.FromSeconds(2), ShowWithin = TimeSpan.FromSeconds(3),
            };
            var result = await RunAsync(ContainerFaultKinds.Make(kind, options, container.AskAsync));
            Assert.True(result.Status == ExperimentStatus.NotRecovered, $"{kind}: {result.Status} {result.Reason}");
            Assert.Contains("as it was before, and it does not answer", result.Healing!.Detail, StringComparison.Ordinal);
            Assert.Equal(before, await container.FactsAsync());
            Assert.Empty(container.Lab.Entries);
        }
    }

    [Fact]
    public async Task A_target_that_never_does_again_what_takes_memory_has_not_recovered()
    {
        var container = await RunAsync();
        var pressed = 0;
        var options = container.Options with { AnswerWithin = TimeSpan.FromSeconds(2), ShowWithin = TimeSpan.FromSeconds(3) };
        var fault = ContainerFaultKinds.Make(ContainerFaultKinds.Memory, options, async (what, token) => ++pressed == 1 && await container.AskAsync(what, token));
        var result = await RunAsync(fault);
        Assert.True(result.Status == ExperimentStatus.NotRecovered, $"{result.Status} {result.Reason}");
        Assert.EndsWith("what takes more memory is not done", result.Healing!.Detail, StringComparison.Ordinal);
        Assert.Empty(container.Lab.Entries);
    }

    [Fact]
    public async Task What_cannot_be_harmed_and_put_right_is_refused()
    {
        var lab = await shared.LabAsync();
        var (container, small) = (await lab.RunAsync(), await lab.RunAsync("--cpus", "0.02"));
        await RefusedAsync("LHC5522", Make(ContainerFaultKinds.Memory, container));
        await RefusedAsync("LHC5518", Make(ContainerFaultKinds.Cpu, small));
        await RefusedAsync("LHC5517", new ContainerNetworkFault(new ContainerNetworkOptions { Target = container.Options, Network = "none" }, TimeProvider.System));
        await RefusedAsync("LHC5513", Make(ContainerFaultKinds.Pause, container with { Identity = container.Identity with { Id = new string('0', 64) } }));
        await RefusedAsync("LHC5516", Make(ContainerFaultKinds.Pause, container with { Address = "10.83.0.250" }, TimeSpan.FromSeconds(1)));
        await lab.DockerAsync("stop", "--time", "5", container.Identity.Id);
        await RefusedAsync("LHC5515", Make(ContainerFaultKinds.Pause, container));
        await lab.DockerAsync("rm", container.Identity.Id);
        Assert.Empty(lab.Entries);

        static async Task RefusedAsync(string code, IFault fault)
        {
            var result = await RunAsync(fault);
            Assert.Equal(ExperimentStatus.NotRun, result.Status);
            Assert.StartsWith(code, result.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_killed_run_left_is_undone_by_the_pipelines_next_start_and_nothing_else()
    {
        var lab = await shared.LabAsync();
        using var temporary = new TemporaryFolder();
        var folder = new RunFolder(temporary.Path, "week2");
        var byKind = new Dictionary<string, LabContainer>();
        foreach (var kind in ContainerFaultKinds.All)
            byKind.Add(kind, await lab.RunAsync("--memory", Enough));
        var before = await FactsAsync(byKind);
        var foreign = await lab.RunOfAsync("another-run");
        await lab.DockerAsync("pause", foreign.Identity.Id);
        using (var run = await LeftFaultsOfContainers.StartAsync(temporary.Path, lab, byKind))
        {
            run.Kill();
            await run.WaitForExitAsync(Cancellation);
        }

        Assert.Equal("paused", await byKind[ContainerFaultKinds.Pause].InspectAsync("{{.State.Status}}"));
        Assert.Equal("exited", await byKind[ContainerFaultKinds.Kill].InspectAsync("{{.State.Status}}"));
        Assert.Equal("5000", await byKind[ContainerFaultKinds.Cpu].InspectAsync(Quota));
        var entries = Directory.GetFiles(Path.Combine(folder.Journal.Folder, FaultJournal.FolderName));
        Assert.Equal(ContainerFaultKinds.All.Length, entries.Length);
        var forged = Path.Combine(Path.GetDirectoryName(entries[0])!, "container-0.json");
        var pausing = entries.Single(entry => File.ReadAllText(entry).Contains("\"paused\"", StringComparison.Ordinal));
        await File.WriteAllTextAsync(forged, (await File.ReadAllTextAsync(pausing, Cancellation)).Replace(byKind[ContainerFaultKinds.Pause].Identity.Id, foreign.Identity.Id, StringComparison.Ordinal), Cancellation);

        var next = await BuildHost.RunAsync("--target=GoNoGo", "--exclusive", $"--artifacts={folder.Artifacts}");
        Assert.True(next.ExitCode == 3, next.Output);
        Assert.Equal(ContainerFaultKinds.All.Length, next.Output.Split("LH5021").Length - 1);
        Assert.Contains("LHC5514", next.Output, StringComparison.Ordinal);
        Assert.Equal("paused", await foreign.InspectAsync("{{.State.Status}}"));
        Assert.Equal([forged], Directory.GetFiles(Path.GetDirectoryName(forged)!));
        Assert.Equal(before, await FactsAsync(byKind));
        Assert.Equal("-1", await byKind[ContainerFaultKinds.Cpu].InspectAsync(Quota));
        foreach (var (kind, container) in byKind)
            Assert.True(await container.ServesAsync(), kind);
    }

    [Fact]
    public async Task The_experiment_of_the_documentation_runs_as_it_is_written()
    {
        var container = await RunAsync();
        var catalogue = Catalogue(container);
        var journal = await new PlanRunner(catalogue, TimeProvider.System).RunAsync(ExperimentPlan.FromYaml(Documented), Cancellation);
        Assert.Equal((PlanStatus.Completed, false), (journal.Status, journal.HasDeviated));
        Assert.All(journal.Method, run => Assert.True(run.Problem is null, run.Problem));
        Assert.Equal(["pause", "kill", "cut off", "little processor", "little memory"], journal.Method.Select(run => run.Activity.Name));
    }

    [Theory]
    [InlineData("container: service", "container: somebody", "LHC5531")]
    [InlineData("share: 0.05", "share: 7", "LHC5505")]
    [InlineData("share: 0.05", "share: little", "LHC5533")]
    [InlineData("bytes: 12582912", "bytes: 1", "LHC5506")]
    public async Task Arguments_that_are_not_allowed_are_refused_before_anything_happens(string written, string instead, string code)
    {
        var container = new LabContainer(null!, new ContainerIdentity("", new string('a', 64), ContainerLab.RunId), "");
        using var folder = new TemporaryFolder();
        var options = new ContainerOptions { Container = container.Identity, Journal = new ContainerFaultJournal(folder.Path, TimeProvider.System), AnswersAsync = _ => throw new InvalidOperationException("nothing is asked") };
        var plan = ExperimentPlan.FromYaml(Documented.Replace(written, instead, StringComparison.Ordinal));
        var refused = await Assert.ThrowsAsync<ChaosException>(() => new PlanRunner(Catalogue(container, options), TimeProvider.System).RunAsync(plan, Cancellation));
        Assert.StartsWith("LHC5371", refused.Message, StringComparison.Ordinal);
        Assert.Contains(code, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LHC5501", "", "bridge", ContainerLab.RunId)]
    [InlineData("LHC5502", "", null, "short")]
    [InlineData("LHC5503", "tcp://192.0.2.1:2375", null, ContainerLab.RunId)]
    public void Only_a_whole_id_of_a_run_on_this_machine_is_taken(string code, string host, string? id, string run)
    {
        using var folder = new TemporaryFolder();
        var options = new ContainerOptions
        {
            Container = new ContainerIdentity(host, id ?? new string('a', 64), run), Journal = new ContainerFaultJournal(folder.Path, TimeProvider.System), AnswersAsync = _ => Task.FromResult(true),
        };
        foreach (var kind in ContainerFaultKinds.All)
            Assert.StartsWith(code, Assert.Throws<ArgumentException>(ContainerFaultKinds.Make(kind, options, (_, _) => Task.FromResult(true)).Validate).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_is_not_there_is_said_and_keeps_the_entry()
    {
        using var folder = new TemporaryFolder();
        var journal = new ContainerFaultJournal(folder.Path, TimeProvider.System);
        var entry = Path.Combine(folder.Path, "container-1.json");
        await File.WriteAllTextAsync(entry, $$$"""{"Container":{"Host":"unix://{{{folder["none"]}}}","Id":"{{{new string('a', 64)}}}","RunId":"{{{ContainerLab.RunId}}}"},"Change":{"kind":"paused"}}""", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "container-2.json"), """{"Container":null}""", Cancellation);
        var found = await journal.UndoAllAsync(Cancellation);
        Assert.All(found, one => Assert.False(one.IsUndone));
        Assert.Contains("LHC5521", found[0].What, StringComparison.Ordinal);
        Assert.Contains("LHC5511", found[1].What, StringComparison.Ordinal);
        Assert.True(File.Exists(entry));
    }

    private static string Documented
    {
        get
        {
            var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "chaos-day.md"));
            var section = page[page.IndexOf("## Faults to containers", StringComparison.Ordinal)..];
            var begin = section.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
            return section[begin..section.IndexOf("```", begin, StringComparison.Ordinal)];
        }
    }

    private static ActivityCatalogue Catalogue(LabContainer container, ContainerOptions? options = null)
    {
        var catalogue = new ActivityCatalogue(TimeProvider.System);
        catalogue.Add("service", "answers", async (_, token) => await container.AskAsync("anything", token));
        var listed = new ListedContainer
        {
            Target = options ?? container.Options, WorkAsync = token => ContainerFaultKinds.WorkAsync(container.AskAsync, token), PressAsync = token => container.AskAsync("memory", token),
        };
        new ContainerFaults(new Dictionary<string, ListedContainer> { ["service"] = listed }, TimeProvider.System).ListIn(catalogue);
        return catalogue;
    }

    private async Task<LabContainer> RunAsync(params string[] options) => await (await shared.LabAsync()).RunAsync(["--memory", Enough, .. options]);

    private static IFault Make(string kind, LabContainer container, TimeSpan? within = null) =>
        ContainerFaultKinds.Make(kind, within is { } bound ? container.Options with { AnswerWithin = bound / 2, ShowWithin = bound } : container.Options, container.AskAsync);

    private static Task<ExperimentResult> RunAsync(IFault fault, Func<CancellationToken, Task>? meanwhile = null) =>
        new Experiment(fault, new ExperimentOptions { WhileInEffect = meanwhile }, TimeProvider.System).RunAsync(Cancellation);

    private static void NotSeen(string kind, ExperimentResult result)
    {
        Assert.True(result.Status == ExperimentStatus.NotRun, $"{kind}: {result.Status} {result.Reason}");
        Assert.True(result.Reason?.StartsWith("LHC4012", StringComparison.Ordinal), $"{kind}: {result.Reason}");
    }

    private static async Task<IReadOnlyList<string>> FactsAsync(Dictionary<string, LabContainer> byKind)
    {
        var facts = new List<string>();
        foreach (var (kind, container) in byKind)
            facts.Add($"{kind}: {await container.FactsAsync()}");
        return facts;
    }
}
