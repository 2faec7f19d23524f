using System.Text;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Recording;
using Lighthouse.Load.Results;
using Lighthouse.Load.Running;

namespace Lighthouse.Instruments.Tests.Load.Results;

public sealed class ResultFileTests
{
    [Fact]
    public void What_was_written_is_read_back_exactly()
    {
        var file = new ResultFile("plan", Shard.Of(2, 3), DateTimeOffset.UnixEpoch, Drawn(3) with { AbortedBy = "a threshold" });
        var read = Read(Written(file));
        Assert.Equal((file.Plan, file.Shard, file.StartedAt), (read.Plan, read.Shard, read.StartedAt));
        AssertSame(file.Result, read.Result);
        AssertSame(file.Result.WarmUp!, read.Result.WarmUp!);
        Assert.Equal(file.Result.Doubts, read.Result.Doubts);
        Assert.Equal(file.Result.AbortedBy, read.Result.AbortedBy);
    }

    [Fact]
    public void Parts_merge_to_what_one_generator_would_have_recorded()
    {
        var records = Records();
        var parts = Enumerable.Range(1, 3).Select(_ => Records()).ToList();
        var random = new Random(5);
        for (var number = 0; number < 3000; number++)
        {
            var (intended, latency, succeeded) = (TimeSpan.FromSeconds(random.NextDouble() * 5), TimeSpan.FromTicks(random.NextInt64(1, 40_000_000_000)), random.Next(9) > 0);
            foreach (var target in new[] { records, parts[number % 3] })
                Add(target, intended, latency, succeeded);
        }

        var files = parts.Select((part, index) => Read(Written(new ResultFile("plan", Shard.Of(index + 1, 3), DateTimeOffset.UnixEpoch, Of(part))))).ToList();
        var merged = ResultFile.Merge(files);
        Assert.Equal(Shard.Whole, merged.Shard);
        AssertSame(Of(records), merged.Result);
        AssertSame(Of(records).WarmUp!, merged.Result.WarmUp!);
    }

    [Fact]
    public void A_sum_over_some_of_the_generators_is_refused()
    {
        ResultFile Part(int index, int count = 2, string plan = "plan") => new(plan, Shard.Of(index, count), DateTimeOffset.UnixEpoch, Drawn(index));
        Assert.Throws<ArgumentException>(() => ResultFile.Merge([]));
        Assert.Contains("part 2", Assert.Throws<ArgumentException>(() => ResultFile.Merge([Part(1)])).Message);
        Assert.Contains("2 times", Assert.Throws<ArgumentException>(() => ResultFile.Merge([Part(1), Part(1), Part(2)])).Message);
        Assert.Throws<ArgumentException>(() => ResultFile.Merge([Part(1), Part(2, plan: "another")]));
        Assert.Throws<ArgumentException>(() => ResultFile.Merge([Part(1), Part(2, count: 3)]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schema\":2}")]
    public void What_is_no_result_is_refused(string text) => Assert.StartsWith("LHL34", Assert.Throws<FormatException>(() => Read(text)).Message);

    [Theory]
    [InlineData("\"succeeded\": ", "\"succeeded\": 1")]
    [InlineData("\"dropped\": ", "\"dropped\": 9")]
    [InlineData("\"late\": ", "\"late\": -")]
    [InlineData("\"count\": ", "\"count\": 1")]
    [InlineData("\"maximum_ticks\": ", "\"maximum_ticks\": 9")]
    [InlineData("\"total_ticks\": ", "\"total_ticks\": 99999")]
    public void Figures_that_contradict_one_another_are_refused(string what, string instead)
    {
        var text = Written(new ResultFile("plan", Shard.Whole, DateTimeOffset.UnixEpoch, Drawn(4)));
        var at = text.IndexOf(what, StringComparison.Ordinal);
        Assert.True(at > 0);
        Assert.Throws<FormatException>(() => Read(text[..at] + instead + text[(at + what.Length)..]));
    }

    [Fact]
    public void A_table_has_a_line_for_each_result_and_no_zero_for_nothing()
    {
        var table = new StringWriter();
        LoadCsv.Write(table, [KeyValuePair.Create("=one, \"two\"", Drawn(3)), KeyValuePair.Create("nothing", Of(Records()))]);
        var lines = table.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("name,intended,", lines[0]);
        Assert.StartsWith("\"'=one, \"\"two\"\"\",", lines[1]);
        Assert.StartsWith("nothing,0,0,0,0,0,0,0,0,,,,,,,,,", lines[2]);
    }

    private static RunRecords Records() => new(new LoadOptions { WarmUp = TimeSpan.FromSeconds(1) });

    private static LoadResult Drawn(int seed)
    {
        var random = new Random(seed);
        var records = Records();
        for (var number = 0; number < 500; number++)
            Add(records, TimeSpan.FromSeconds(random.NextDouble() * 5), TimeSpan.FromTicks(random.NextInt64(1, 10_000_000)), random.Next(5) > 0);
        records.Measured.AddIntended();
        records.Measured.AddDropped();
        return Of(records);
    }

    private static void Add(RunRecords records, TimeSpan intended, TimeSpan latency, bool succeeded)
    {
        var record = records.Of(intended);
        record.AddIntended();
        record.AddStarted(intended, intended + latency / 10);
        record.AddEnded(succeeded ? IterationOutcome.Succeeded : IterationOutcome.Failed("status 500"), latency, latency * 0.9);
    }

    private static LoadResult Of(RunRecords records) =>
        LoadResult.From(records, new GeneratorCpu(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), 2) { BusiestThread = 0.5 }, null, ["LHL3102: a doubt"]);

    private static void AssertSame(LoadResult expected, LoadResult actual)
    {
        Assert.Equal(Counts(expected), Counts(actual));
        Assert.Equal(expected.FailedByKind, actual.FailedByKind);
        foreach (var (one, other) in Histograms(expected).Zip(Histograms(actual)))
        {
            Assert.Equal(one.Buckets, other.Buckets);
            Assert.Equal((one.Count, one.Overflow, one.Maximum), (other.Count, other.Overflow, other.Maximum));
            if (one.Count > 0)
                Assert.Equal(one.Mean, other.Mean);
        }
    }

    private static long[] Counts(LoadResult result) =>
        [result.Intended, result.Started, result.Succeeded, result.Failed, result.TimedOut, result.Dropped, result.Late, result.NotStarted];

    private static LatencyHistogram[] Histograms(LoadResult result) =>
        [result.LatencyFromIntendedStart, result.LatencyOfSuccesses, result.ServiceTime, result.StartDelay, result.SchedulingDelay];

    private static string Written(ResultFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ResultFile Read(string text) => ResultFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
