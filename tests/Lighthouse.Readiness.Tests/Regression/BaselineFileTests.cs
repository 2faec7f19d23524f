using Lighthouse.Readiness.Environments;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Regression;
using Lighthouse.Readiness.Tests.Evidence;
using Xunit;

namespace Lighthouse.Readiness.Tests.Regression;

public sealed class BaselineFileTests : IDisposable
{
    private static readonly MachineClass Machine = new("AMD EPYC", 2, "32 GB", "Linux 6.18 X64");
    private readonly TemporaryFolder folder = new();

    private static Baseline Sample { get; } = new(
        "no-regression", Machine, "abc", "0123", new DateTimeOffset(2026, 11, 27, 22, 0, 0, TimeSpan.Zero), new Dictionary<string, string> { ["agents"] = "40" },
        [new("runs.append.median", Unit.Millisecond, [1.25, 1.5]), new("runs.reads.rate", Unit.PerSecond, [9000, 9100])]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_reads_back()
    {
        var path = BaselineFile.Write(folder.Root, Sample);
        Assert.Equal("no-regression.amd-epyc-2-cores-32-gb-linux-6-18-x64.json", Path.GetFileName(path));
        var read = BaselineFile.Read(folder.Root, "no-regression", Machine)!;
        Assert.Equal((Sample.Commit, Sample.RunId, Sample.RecordedAt, Sample.Machine), (read.Commit, read.RunId, read.RecordedAt, read.Machine));
        Assert.Equal(Sample.Metrics.SelectMany(metric => metric.Runs), read.Metrics.SelectMany(metric => metric.Runs));
        Assert.Null(read.WhyNotComparable(Sample.Conditions));
        Assert.Equal(64, read.Digest!.Length);
    }

    [Fact]
    public void Another_class_of_machines_has_none() => Assert.Null(BaselineFile.Read(folder.Root, "no-regression", Machine with { Cores = 4 }));

    [Fact]
    public void Other_conditions_are_told() => Assert.Contains(
        "agents was 40 and is 50", Sample.WhyNotComparable(new Dictionary<string, string> { ["agents"] = "50" }), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"schema_version\": 1", "\"schema_version\": 2")]
    [InlineData("\"unit\": \"ms\"", "\"unit\": \"MB\"")]
    [InlineData("\"unit\": \"ms\"", "\"unit\": \"\"")]
    [InlineData("1.25", "-1.25")]
    [InlineData("1.25", "1e999")]
    [InlineData("runs.reads.rate", "runs.append.median")]
    [InlineData("\"gate\": \"no-regression\"", "\"gate\": \"leak\"")]
    [InlineData("\"cores\": 2", "\"cores\": 4")]
    [InlineData("\"commit\": \"abc\"", "\"commit\": null")]
    [InlineData("\"commit\": \"abc\",", "")]
    [InlineData("\"commit\": \"abc\"", "\"commit\": \"abc\", \"more\": 1")]
    public void A_file_that_was_spoiled_is_refused(string part, string spoiled)
    {
        var path = BaselineFile.Write(folder.Root, Sample);
        var text = File.ReadAllText(path);
        Assert.Contains(part, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(part, spoiled, StringComparison.Ordinal));
        Assert.Contains("LH3804", Assert.Throws<BaselineException>(() => BaselineFile.Read(folder.Root, "no-regression", Machine)).Message);
    }

    [Fact]
    public void Whatever_bytes_a_file_holds_it_is_read_or_refused_with_its_code()
    {
        var path = BaselineFile.Write(folder.Root, Sample);
        var good = File.ReadAllBytes(path);
        var random = new Random(417);
        for (var round = 0; round < 500; round++)
        {
            var bytes = good.ToArray();
            for (var change = random.Next(4); change >= 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, bytes[..(random.Next(3) == 0 ? random.Next(bytes.Length) : bytes.Length)]);
            try
            {
                Assert.All(BaselineFile.Read(folder.Root, "no-regression", Machine)!.Metrics, metric => Assert.All(metric.Runs, run => Assert.True(run > 0)));
            }
            catch (BaselineException refused)
            {
                Assert.StartsWith("LH3804", refused.Message, StringComparison.Ordinal);
            }
        }
    }
}
