using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results;
using YamlDotNet.RepresentationModel;

namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>The load jobs of the CI files: a matrix of parts of one load and a job that decides on all of them, replayed with the files' own commands.</summary>
public sealed class LoadJobsOfCi
{
    private const string Workflow = ".github/workflows/readiness.yml", Azure = "azure-pipelines.yml";
    private const int Parts = 3, Requests = 150;

    public static TheoryData<string> Files => [Workflow, Azure];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Files))]
    public void A_matrix_loads_and_one_job_behind_it_decides(string file)
    {
        var (part, decide) = (Step(file, "load.sh part"), Step(file, "load.sh decide"));
        Assert.InRange(Sharding(part.Job), 2, 16);
        Assert.Contains(part.Name, CiJob.Names(decide.Job, file == Azure ? "dependsOn" : "needs"));
        // Each part under a name of its own, and the decision takes all of them.
        Assert.Matches(@"load-part-\$", string.Concat(CiJob.Steps(part.Job)));
        Assert.Contains("load-part-*", string.Concat(CiJob.Steps(decide.Job)), StringComparison.Ordinal);
        Assert.Contains("artifacts/parts", string.Concat(CiJob.Steps(decide.Job)), StringComparison.Ordinal);
        Assert.All([part.Job, decide.Job], job => Assert.Contains(job.Children.Keys, key => (string)key! is "timeout-minutes" or "timeoutInMinutes"));
    }

    [Theory, MemberData(nameof(Files))]
    public void Without_a_named_system_nothing_is_loaded_and_no_other_job_waits_for_it(string file)
    {
        var text = File.ReadAllText(Path.Combine(Checkout.Root, file));
        Assert.Contains(file == Azure ? "condition: and(succeeded(), ne('${{ parameters.loadTarget }}', 'none'))" : "if: inputs.load_target != ''", text, StringComparison.Ordinal);
        var jobs = CiJob.Of(file);
        var loading = jobs.Where(job => job.Text.Contains("load.sh", StringComparison.Ordinal) || job.Name == "load-start").Select(job => job.Name).ToList();
        Assert.All(jobs.Where(job => !loading.Contains(job.Name)), job => Assert.Empty(CiJob.Names(job.Node, file == Azure ? "dependsOn" : "needs").Intersect(loading)));
        // The text of the input is a value of the environment and never a part of a command.
        Assert.All(jobs.SelectMany(job => job.Commands), command => Assert.DoesNotMatch("load_?[tT]arget", command));
    }

    [Fact]
    public void Both_files_run_the_same() => Assert.Equal(
        new[] { "load.sh part", "load.sh decide" }.Select(command => CommandOf(Workflow, command)),
        new[] { "load.sh part", "load.sh decide" }.Select(command => CommandOf(Azure, command)));

    [Fact]
    public async Task The_parts_put_the_load_of_one_plan_on_a_server_and_are_decided_on_as_their_sum()
    {
        using var folder = new TemporaryFolder();
        using var server = await CountingServer.StartAsync(Token);
        var plan = Plan(folder);
        await Task.WhenAll(Enumerable.Range(1, Parts).Select(async part =>
        {
            // A job has a checkout of its own.
            var job = CheckoutAt(folder, $"job{part}");
            (await RunAsync(Workflow, "load.sh part", job, server.Address, part, plan)).Require(0);
            Publish(job, folder[$"decision/artifacts/parts/load-part-{part}"]);
        }));
        Assert.Equal(Enumerable.Range(0, Requests).Select(number => $"/{number}").Order(StringComparer.Ordinal), server.Asked.Order(StringComparer.Ordinal));

        var deciding = CheckoutAt(folder, "decision");
        var decided = await RunAsync(Workflow, "load.sh decide", deciding, server.Address, 0, plan);
        var whole = ResultReader.Read(Path.Combine(deciding, "artifacts", "load"), "whole.json", ResultFormat.LighthouseLoad)[ToolLabel.Total];
        Assert.Equal(new ProportionObservation(0, Requests), whole.Errors);
        var sum = Enumerable.Range(1, Parts).SelectMany(part => Buckets(folder, part)).GroupBy(bucket => bucket.Value).Select(same => new Bucket(same.Key, same.Sum(one => one.Count))).OrderBy(bucket => bucket.Value);
        Assert.Equal(sum.Select(bucket => (bucket.Value, bucket.Count)), whole.Latency!.Buckets.Select(bucket => (Math.Round(bucket.Value * 1e4), bucket.Count)));

        // On a busy machine the generators may doubt themselves, and then the gate must; how fast this server is decides nothing here.
        var verdicts = await VerdictsAsync(deciding);
        Assert.Equal("Passed", verdicts["after-load"]);
        Assert.Contains(verdicts["load-answered"], whole.Doubts.Count > 0 ? ["Inconclusive"] : new[] { "Passed", "Failed", "Inconclusive" });
        decided.Require(verdicts["load-answered"] == "Passed" ? 0 : 1);
    }

    [Fact]
    public async Task A_system_that_refuses_is_no_go_and_a_part_that_is_missing_is_no_result()
    {
        using var folder = new TemporaryFolder();
        using var server = await CountingServer.StartAsync(Token);
        server.Break();
        var plan = Plan(folder);
        var jobs = Enumerable.Range(1, Parts).Select(part => CheckoutAt(folder, $"job{part}")).ToList();
        await Task.WhenAll(jobs.Select(async (job, index) => (await RunAsync(Azure, "load.sh part", job, server.Address, index + 1, plan)).Require(0)));
        var deciding = CheckoutAt(folder, "decision");
        foreach (var (job, index) in jobs.Select((job, index) => (job, index)).Skip(1))
            Publish(job, folder[$"decision/artifacts/parts/load-part-{index + 1}"]);

        var missing = await RunAsync(Azure, "load.sh decide", deciding, server.Address, 0, plan);
        missing.Require(2);
        Assert.Contains("LHL3414", missing.All, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(deciding, "artifacts", "load", "decision")));

        Publish(jobs[0], folder["decision/artifacts/parts/load-part-1"]);
        var refused = await RunAsync(Azure, "load.sh decide", deciding, server.Address, 0, plan);
        Assert.True(refused.ExitCode is not 0 and not 2, refused.All);
    }

    private static string Plan(TemporaryFolder folder)
    {
        var plan = JsonNode.Parse(File.ReadAllText(Path.Combine(Checkout.Root, "build", "load", "plan.json")))!.AsObject();
        foreach (var key in new[] { "poisson_seed", "warm_up_seconds" })
            plan.Remove(key);
        (plan["per_second"], plan["seconds"], plan["connections"]) = (Requests, 1, 6);
        plan["requests"] = JsonSerializer.SerializeToNode(Enumerable.Range(0, Requests).Select(number => new { path = $"/{number}" }));
        File.WriteAllText(folder["plan.json"], plan.ToJsonString());
        return folder["plan.json"];
    }

    private static string CheckoutAt(TemporaryFolder folder, string name)
    {
        Directory.CreateDirectory(folder[name]);
        foreach (var part in new[] { "build", "src" })
            Directory.CreateSymbolicLink(Path.Combine(folder[name], part), Path.Combine(Checkout.Root, part));
        return folder[name];
    }

    private static void Publish(string job, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(Path.Combine(job, "artifacts", "load")))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static IReadOnlyList<Bucket> Buckets(TemporaryFolder folder, int part)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(folder[$"decision/artifacts/parts/load-part-{part}/part-{part}.json"]));
        var histogram = file.RootElement.GetProperty("result").GetProperty("latency_from_intended_start").GetProperty("hdr").GetString();
        File.WriteAllText(folder["part.hlog"], $"#[Histogram log format version 1.3]\n0.000,1.000,0.000,{histogram}\n");
        return ResultReader.Read(folder.Path, "part.hlog", ResultFormat.HdrHistogram, Unit.Nanosecond)[ToolLabel.Total].Latency!.Buckets;
    }

    private static async Task<Dictionary<string, string>> VerdictsAsync(string job)
    {
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(job, "artifacts", "load", "decision", "load_results", "tuesday_report.json"), Token));
        return report.RootElement.GetProperty("gates").EnumerateArray().ToDictionary(gate => gate.GetProperty("id").GetString()!, gate => gate.GetProperty("verdict").GetString()!);
    }

    private static Task<CommandOutcome> RunAsync(string file, string command, string job, Uri target, int part, string plan)
    {
        var environment = Environment(file, command).ToDictionary(one => one.Key, one => (string?)Filled(one.Value, part));
        (environment["LOAD_TARGET"], environment["LOAD_PLAN"], environment["AT"], environment["GITHUB_STEP_SUMMARY"]) = (target.ToString(), plan, "", null);
        return CommandLine.RunAsync(job, environment, "bash", "-c", CommandOf(file, command));
    }

    private static string Filled(string value, int part) => value
        .Replace("${{ matrix.part }}", $"{part}", StringComparison.Ordinal).Replace("${{ strategy.job-total }}", $"{Parts}", StringComparison.Ordinal)
        .Replace("$(System.JobPositionInPhase)", $"{part}", StringComparison.Ordinal).Replace("$(System.TotalJobsInPhase)", $"{Parts}", StringComparison.Ordinal);

    private static string CommandOf(string file, string command) => CiJob.CommandOf(Step(file, command).Step)!;

    private static Dictionary<string, string> Environment(string file, string command) =>
        ((YamlMappingNode)Step(file, command).Step["env"]).Children.ToDictionary(one => (string)one.Key!, one => (string)one.Value!);

    private static (string Name, YamlMappingNode Job, YamlMappingNode Step) Step(string file, string command)
    {
        var root = CiJob.Root(file);
        var job = Assert.Single(root.AllNodes.OfType<YamlMappingNode>(), map => map.Children.ContainsKey("steps") && CiJob.Steps(map).OfType<YamlMappingNode>().Any(Runs));
        var name = job.Children.TryGetValue("job", out var own) ? (string)own! : CiJob.Of(file).Single(one => ReferenceEquals(one.Node, job) || one.Node.Equals(job)).Name;
        return (name, job, CiJob.Steps(job).OfType<YamlMappingNode>().Single(Runs));

        bool Runs(YamlMappingNode step) => CiJob.CommandOf(step)?.Contains(command, StringComparison.Ordinal) == true;
    }

    private static int Sharding(YamlMappingNode job)
    {
        var strategy = (YamlMappingNode)job["strategy"];
        return strategy.Children.TryGetValue("parallel", out var count)
            ? int.Parse((string)count!, System.Globalization.CultureInfo.InvariantCulture)
            : CiJob.Names((YamlMappingNode)strategy["matrix"], "part") is var parts && parts.SequenceEqual(Enumerable.Range(1, parts.Count).Select(part => $"{part}")) ? parts.Count : 0;
    }
}
