using System.Text;
using System.Text.Json;
using Lighthouse.Instruments.Tests.Load.Protocols;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Plans;
using Lighthouse.Load.Recording;
using Lighthouse.Load.Results;
using Lighthouse.Testing;

namespace Lighthouse.Instruments.Tests.Load.Plans;

/// <summary>A plan in a file is shared by processes, and what they wrote is put together.</summary>
[Collection(TimingCollection.Name)]
public sealed class LoadCommandTests : IDisposable
{
    private const int Arrivals = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("plan-").FullName;

    [Fact]
    public async Task Two_processes_send_each_request_of_their_plan_once_and_their_histograms_merge_exactly()
    {
        await using var server = new ScriptedServer(Reply.Ok);
        var plan = Plan(server.Address);
        var processes = new[] { 1, 2 }.Select(part => LoadingChild.Start("run", plan, $"--shard={part}/2", $"--out={At($"part-{part}.json")}")).ToList();
        foreach (var process in processes)
        {
            using (process)
            {
                var said = await process.StandardError.ReadToEndAsync(Token);
                await process.WaitForExitAsync(Token).WaitAsync(Patience, Token);
                // On a busy machine a generator may doubt itself; its counts are exact all the same.
                Assert.True(process.ExitCode is LoadCommand.Measured or LoadCommand.Doubtful, $"{process.ExitCode}: {said}");
            }
        }

        var (code, _, error) = await CommandAsync("merge", $"--out={At("whole.json")}", At("part-1.json"), At("part-2.json"));
        var (first, second, whole) = (Read("part-1.json"), Read("part-2.json"), Read("whole.json"));
        Assert.Equal(first.Result.Doubts.Count + second.Result.Doubts.Count == 0 ? LoadCommand.Measured : LoadCommand.Doubtful, code);
        Assert.Equal(error.Length == 0, whole.Result.Doubts.Count == 0);
        Assert.Equal((Shard.Whole, (long)Arrivals, (long)Arrivals), (whole.Shard, whole.Result.Intended, whole.Result.Succeeded));
        Assert.Equal((Arrivals / 2, Arrivals / 2), (first.Result.Intended, second.Result.Intended));
        Assert.Equal(
            Enumerable.Range(0, Arrivals).Select(number => $"GET /{number} HTTP/1.1").Order(StringComparer.Ordinal),
            server.Lines.Order(StringComparer.Ordinal));
        foreach (var which in (Func<LoadResult, LatencyHistogram>[])[result => result.LatencyFromIntendedStart, result => result.ServiceTime, result => result.StartDelay])
            Assert.Equal(Sum(which(first.Result), which(second.Result)), Sum(which(whole.Result)));
    }

    [Fact]
    public async Task A_part_that_is_missing_or_of_another_plan_is_refused_and_nothing_is_written()
    {
        await using var server = new ScriptedServer(Reply.Ok);
        await CommandAsync("run", Plan(server.Address), "--shard=1/2", $"--out={At("part-1.json")}");
        await CommandAsync("run", Plan(server.Address, perSecond: 100), "--shard=2/2", $"--out={At("other.json")}");

        var (missing, _, said) = await CommandAsync("merge", $"--out={At("whole.json")}", At("part-1.json"));
        Assert.Equal(LoadCommand.Wrong, missing);
        Assert.StartsWith("LHL3414", said, StringComparison.Ordinal);
        (var other, _, said) = await CommandAsync("merge", $"--out={At("whole.json")}", At("part-1.json"), At("other.json"));
        Assert.Equal(LoadCommand.Wrong, other);
        Assert.StartsWith("LHL3413", said, StringComparison.Ordinal);
        Assert.False(File.Exists(At("whole.json")));
    }

    [Fact]
    public async Task Another_target_may_be_named_and_parts_against_two_systems_are_not_merged()
    {
        await using var one = new ScriptedServer(Reply.Ok);
        await using var other = new ScriptedServer(Reply.Ok);
        var plan = Plan(new Uri("http://shop.example/"));
        await CommandAsync("run", plan, "--shard=1/2", $"--target={one.Address}", $"--out={At("part-1.json")}");
        await CommandAsync("run", plan, "--shard=2/2", $"--target={other.Address}", $"--out={At("part-2.json")}");
        Assert.Equal((Arrivals / 2, Arrivals / 2), (one.Lines.Count, other.Lines.Count));
        var (code, _, said) = await CommandAsync("merge", $"--out={At("whole.json")}", At("part-1.json"), At("part-2.json"));
        Assert.Equal(LoadCommand.Wrong, code);
        Assert.StartsWith("LHL3413", said, StringComparison.Ordinal);
        (code, _, said) = await CommandAsync("run", plan, "--target=https://shop.example", $"--out={At("none.json")}");
        Assert.Equal((LoadCommand.Wrong, false), (code, File.Exists(At("none.json"))));
        Assert.StartsWith("LHL3602", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LHL3604", "run", "plan.json")]
    [InlineData("LHL3605", "--out=x")]
    [InlineData("LHL3605", "merge", "--out=x")]
    [InlineData("LHL3605", "merge", "--out=x", "--shard=1/2", "part.json")]
    [InlineData("LHL3608", "run", "plan.json", "--out=x", "--out=y")]
    [InlineData("LHL3608", "run", "plan.json", "--out=")]
    [InlineData("LHL3608", "run", "plan.json", "--rate=3", "--out=x")]
    public async Task A_wrong_command_line_says_what_is_allowed(string code, params string[] arguments)
    {
        var (exit, _, error) = await CommandAsync(arguments);
        Assert.Equal(LoadCommand.Wrong, exit);
        Assert.StartsWith(code, error, StringComparison.Ordinal);
        Assert.Contains("run PLAN", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_could_not_be_written_is_not_measured()
    {
        await using var server = new ScriptedServer(Reply.Ok);
        var (exit, _, error) = await CommandAsync("run", Plan(server.Address), $"--out={At("missing/part.json")}");
        Assert.Equal(LoadCommand.Wrong, exit);
        Assert.StartsWith("LHL3609", error, StringComparison.Ordinal);
        Assert.Empty(server.Lines);
    }

    [Theory]
    [InlineData("LHL3030", "--shard=3/2")]
    [InlineData("LHL3031", "--shard=2")]
    [InlineData("LHL3606", "--at=soon")]
    [InlineData("LHL3607", "--at=1999-01-01T00:00:00Z")]
    [InlineData("LHL3607", "--at=2999-01-01T00:00:00Z")]
    public async Task A_wrong_part_or_time_is_refused_before_anything_is_sent(string code, string option)
    {
        await using var server = new ScriptedServer(Reply.Ok);
        var (exit, _, error) = await CommandAsync("run", Plan(server.Address), option, $"--out={At("part.json")}");
        Assert.Equal(LoadCommand.Wrong, exit);
        Assert.StartsWith(code, error, StringComparison.Ordinal);
        Assert.Empty(server.Lines);
        Assert.False(File.Exists(At("part.json")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"name":"n","target":"nonsense","per_second":1,"seconds":1,"connections":1,"requests":[{"path":"/"}]}""")]
    [InlineData("""{"name":"n","target":"http://127.0.0.1:1","per_second":1,"seconds":1,"connections":1.5,"requests":[{"path":"/"}]}""")]
    [InlineData("""{"name":"n","target":"http://127.0.0.1:1","per_second":1,"seconds":1,"connections":1,"requests":[{"path":"/","method":""}]}""")]
    [InlineData("""{"name":"n","target":"https://127.0.0.1:1","per_second":1,"seconds":1,"connections":1,"requests":[{"path":"/"}]}""")]
    [InlineData("""{"name":"n","target":"http://127.0.0.1:1","per_second":0,"seconds":1,"connections":1,"requests":[{"path":"/"}]}""")]
    [InlineData("""{"name":"n","target":"http://127.0.0.1:1","per_second":1,"seconds":-1,"connections":1,"requests":[{"path":"/"}]}""")]
    [InlineData("""{"name":"n","target":"http://127.0.0.1:1","per_second":1,"seconds":1e300,"connections":1,"requests":[{"path":"/"}]}""")]
    [InlineData("""{"name":"n","target":"http://127.0.0.1:1","per_second":1,"seconds":1,"connections":0,"requests":[{"path":"/"}]}""")]
    [InlineData("""{"name":"n","target":"http://127.0.0.1:1","per_second":1,"seconds":1,"connections":1,"requests":[]}""")]
    [InlineData("""{"name":"n","target":"http://127.0.0.1:1","per_second":1,"seconds":1,"connections":1,"requests":[{"path":"http://elsewhere.example/"}]}""")]
    [InlineData("""{"name":"n","target":"http://127.0.0.1:1","per_second":1,"seconds":1,"connections":1,"requests":[{"path":"/","headers":{"a":"b\r\nc: d"}}]}""")]
    [InlineData("""{"name":"n","target":"http://127.0.0.1:1","per_second":1,"seconds":1,"connections":1,"requests":[{"path":"/","methods":"GET"}]}""")]
    [InlineData("""{"name":"n","target":"http://127.0.0.1:1","per_second":1,"seconds":1,"warm_up_seconds":1,"connections":1,"requests":[{"path":"/"}]}""")]
    [InlineData("""{"name":"n","target":"http://127.0.0.1:1","per_second":1,"seconds":1,"connection":1,"connections":1,"requests":[{"path":"/"}]}""")]
    public void What_is_no_plan_is_refused(string text) =>
        Assert.StartsWith("LHL3602", Assert.Throws<FormatException>(() => HttpPlan.Read(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_example_of_the_documents_is_a_plan()
    {
        var plan = HttpPlan.Read(File.ReadAllBytes(Path.Combine(Checkout.Root, "docs", "examples", "load-plan.json")));
        Assert.Equal((3, 64, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)), (plan.Requests.Count, plan.Connections, plan.WarmUp, plan.Model.Duration));
        Assert.StartsWith("POST /order HTTP/1.1\r\nHost: shop.example:8080\r\n", Encoding.ASCII.GetString(plan.Requests[2].Bytes.Span), StringComparison.Ordinal);
        Assert.Equal(plan.Model.IntendedStarts(), plan.Model.IntendedStarts());
    }

    [Fact]
    public void A_plan_is_read_or_refused_whatever_was_done_to_its_file()
    {
        var good = File.ReadAllBytes(Plan(new Uri("http://127.0.0.1:1/")));
        var random = new Random(417);
        for (var round = 0; round < 300; round++)
        {
            var bytes = good[..random.Next(1, good.Length + 1)];
            for (var change = random.Next(4); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                Assert.NotEmpty(HttpPlan.Read(bytes).Requests);
            }
            catch (FormatException refused)
            {
                Assert.StartsWith("LHL360", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static SortedDictionary<TimeSpan, long> Sum(params LatencyHistogram[] histograms)
    {
        var sum = new SortedDictionary<TimeSpan, long>();
        foreach (var bucket in histograms.SelectMany(histogram => histogram.Buckets))
            sum[bucket.UpperEdge] = sum.GetValueOrDefault(bucket.UpperEdge) + bucket.Count;
        return sum;
    }

    private static async Task<(int Code, string Output, string Error)> CommandAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (await LoadCommand.RunAsync(arguments, output, error, TimeProvider.System, Token), output.ToString(), error.ToString());
    }

    private string At(string name) => Path.Combine(_folder, name);

    private ResultFile Read(string name)
    {
        using var file = File.OpenRead(At(name));
        return ResultFile.Read(file);
    }

    private string Plan(Uri target, double perSecond = Arrivals)
    {
        var path = At("plan.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            name = "every number once", target, per_second = perSecond, seconds = 1, connections = 8,
            requests = Enumerable.Range(0, Arrivals).Select(number => new { path = $"/{number}" }),
        }));
        return path;
    }
}
