using System.Text;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results;
using Lighthouse.Readiness.Tests.Evidence;
using Xunit;

namespace Lighthouse.Readiness.Tests.Results;

public sealed class ResultReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Samples.NBomberCsv, "checkout/pay")]
    [InlineData(Samples.OldNBomberCsv, "checkout/pay")]
    [InlineData(Samples.NBomberJson, "checkout/pay")]
    [InlineData(Samples.NBomberJson, "checkout")]
    [InlineData(Samples.NBomberText, "checkout/pay")]
    [InlineData(Samples.NBomberText, "checkout")]
    [InlineData(Samples.NBomberMarkdown, "checkout/pay")]
    [InlineData(Samples.NBomberMarkdown, "checkout")]
    public void NBomber(string text, string label)
    {
        var step = Read(text, ResultFormat.Nbomber)[label];
        Assert.Equal(new ProportionObservation(6, 6000), step.Errors);
        Assert.Equal(new ScalarObservation(new Quantity(99.9, Unit.PerSecond), 5994), step.Rate);
        Assert.Equal(20.5, Scalar(step, "mean"));
        Assert.Equal(310.2, Scalar(step, "max"));
        var p95 = Estimate(step, "p95");
        Assert.Equal((60.7, 5994), (p95.Value.Value, p95.Count));
        // The next percentiles that were kept: p99 above, p75 below; three digits of its histogram are granted.
        Assert.Equal(120.3, p95.Upper!.Value.Value, 0.2);
        Assert.Equal(24.9, p95.Lower!.Value.Value, 0.1);
        Assert.Equal(310.2, Estimate(step, "p99").Upper!.Value.Value, 0.4);
        Assert.Null(step.Find("p99.9", 0.95));
        Assert.Null(step.Find("latency", 0.95));
    }

    [Fact]
    public void NBomber_of_a_scenario_of_which_nothing_succeeded()
    {
        var scenario = Read(Samples.NBomberMarkdown, ResultFormat.Nbomber)["refund"];
        Assert.Equal(new ProportionObservation(12, 12), scenario.Errors);
        Assert.Null(scenario.Find("p95", 0.95));
    }

    [Theory]
    [InlineData(Samples.NBomberText, "p99 = 120.3 ", "p99 = 310.3 ")]
    [InlineData(Samples.NBomberMarkdown, "p99 = `120.3`", "p99 = `310.3`")]
    [InlineData(Samples.NBomberCsv, "120.3", "310.3")]
    public void NBomber_whose_histogram_rounded_the_99th_percentile_above_the_slowest(string text, string part, string rounded) =>
        Assert.Equal(310.3, Scalar(Read(text.Replace(part, rounded, StringComparison.Ordinal), ResultFormat.Nbomber)["checkout/pay"], "max"));

    [Theory]
    [InlineData(Samples.K6Summary)]
    [InlineData(Samples.K6Export)]
    public void K6_summary(string text)
    {
        var all = Read(text, ResultFormat.K6)["total"];
        Assert.Equal(new ProportionObservation(6, 6000), all.Errors);
        Assert.Equal(new ScalarObservation(new Quantity(99.9, Unit.PerSecond), 6000), all.Rate);
        Assert.Equal((60.7, 6000), (Estimate(all, "p95").Value.Value, Estimate(all, "p95").Count));
        Assert.Equal(50.1, Estimate(all, "p95").Lower!.Value.Value, 1e-9);
    }

    [Fact]
    public void A_part_of_k6_of_which_nobody_knows_how_many_there_were_is_no_figure() =>
        Assert.Contains("LH3904", Assert.Throws<ResultException>(() => Read(Samples.K6Summary, ResultFormat.K6)["http_req_duration{scenario:pay}"]).Message);

    [Fact]
    public void K6_lines()
    {
        var results = Read(Samples.K6Lines, ResultFormat.K6);
        Assert.Equal(["total", "cart", "pay"], results.Labels.Select(label => label.Label));
        var all = results["total"];
        Assert.Equal(2, all.Latency!.Count);
        // Rounded up: no percentile is understated.
        Assert.Equal(20.01, all.Latency.AtRank(2).Value);
        Assert.Equal(new ProportionObservation(1, 2), all.Errors);
        Assert.Equal(2, all.Rate!.Value.Value, 1e-9);
    }

    [Fact]
    public void Locust()
    {
        var results = Read(Samples.LocustCsv, ResultFormat.Locust);
        Assert.Equal(["GET /cart", "POST /pay, now", "total"], results.Labels.Select(label => label.Label));
        var all = results["total"];
        Assert.Equal(new ProportionObservation(3, 3000), all.Errors);
        var p99 = Estimate(all, "p99");
        Assert.Equal(120, p99.Value.Value);
        // p99.9, and what its rounding may hide.
        Assert.Equal((300 * 1.05) + 0.5, p99.Upper!.Value.Value, 1e-9);
        Assert.Null(results["POST /pay, now"].Summary);
        Assert.Equal(0, results["POST /pay, now"].Errors!.Samples);
    }

    [Fact]
    public void Locust_history()
    {
        var all = Read(Samples.LocustHistory, ResultFormat.Locust)["total"];
        Assert.Equal(new ProportionObservation(2, 1000), all.Errors);
        Assert.Equal(50, all.Rate!.Value.Value);
    }

    [Fact]
    public void JMeter_csv()
    {
        var results = Read(Samples.JMeterCsv, ResultFormat.Jmeter);
        var all = results["total"];
        Assert.Equal(3, all.Latency!.Count);
        Assert.Equal(new ProportionObservation(1, 3), all.Errors);
        Assert.Equal(400, all.Latency.AtRank(3).Value);
        Assert.Equal(3, all.Rate!.Value.Value, 1e-9);
        Assert.Equal(1, results["Shop"].Latency!.Count);
    }

    [Fact]
    public void JMeter_xml()
    {
        var results = Read(Samples.JMeterXml, ResultFormat.Jmeter);
        Assert.Equal(["GET /cart", "total", "POST /pay"], results.Labels.Select(label => label.Label));
        Assert.Equal(2, results["total"].Latency!.Count);
        Assert.Equal(new ProportionObservation(1, 2), results["total"].Errors);
    }

    [Fact]
    public void Wrk2()
    {
        var all = Read(Samples.Wrk2, ResultFormat.Wrk2)["total"];
        Assert.Equal(1000, all.Latency!.Count);
        Assert.Equal(11.135, all.Latency.AtRank(990).Value);
        Assert.Equal(12.503, all.Latency.AtRank(991).Value);
        Assert.Equal(new ProportionObservation(6, 1005), all.Errors);
        Assert.Equal(33.4, all.Rate!.Value.Value);
    }

    [Fact]
    public void HdrHistogram_log()
    {
        var results = Read(Samples.HdrLog, ResultFormat.HdrHistogram, Unit.Nanosecond);
        var (all, tagged) = (results["total"].Latency!, results["A"].Latency!);
        Assert.Equal(all.Count, 2 * tagged.Count);
        // The maximum that the line says, as the upper edge of its bucket.
        Assert.Equal(2.769, tagged.AtRank(tagged.Count).In(Unit.Millisecond).Value, 0.003);
    }

    [Fact]
    public void HdrHistogram_percentiles()
    {
        var table = Samples.Wrk2[Samples.Wrk2.IndexOf("       Value", StringComparison.Ordinal)..Samples.Wrk2.IndexOf("-----", StringComparison.Ordinal)];
        Assert.Equal(12.503, Read(table, ResultFormat.HdrHistogram, Unit.Microsecond)["total"].Latency!.AtRank(1000).Value);
        Assert.Contains("unit", Assert.Throws<ResultException>(() => Read(table, ResultFormat.HdrHistogram)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_load_of_several_generators_is_read_as_a_whole_with_its_doubts()
    {
        var all = Read(Samples.LoadResult, ResultFormat.LighthouseLoad)["total"];
        Assert.Equal(new ProportionObservation(1, 20), all.Errors);
        // The p99 and the median that its own table said of it.
        Assert.Equal((20, 4.7903, 0.6671), (all.Latency!.Count, all.Latency.AtRank(20).Value, all.Latency.AtRank(10).Value));
        Assert.Empty(all.Doubts);
        Assert.Null(all.Find("rate", 0.95));
        var doubted = Read(Samples.LoadResult.Replace("\"doubts\": []", "\"aborted_by\": \"failures above 5 %\", \"doubts\": [\"LHL3104: late\"]", StringComparison.Ordinal), ResultFormat.LighthouseLoad)["total"];
        Assert.Equal(["LHL3104: late", "The run was ended early: failures above 5 %."], doubted.Doubts);
    }

    [Fact]
    public void Chaos_Toolkit()
    {
        var counts = Read(Samples.ChaosJournal, ResultFormat.ChaosToolkit)["total"].Counts;
        Assert.Equal((0, 1), (counts["deviated"].Value.Value, counts["deviated"].Attempts));
        Assert.Equal((1, 1), (counts["rollbacks_failed"].Value.Value, counts["rollbacks_failed"].Attempts));
    }

    [Theory]
    [InlineData("\"deviated\": false", "\"deviated\": true", 1, 1)]
    [InlineData("\"after\": { \"steady_state_met\": true", "\"after\": { \"steady_state_met\": false", 1, 1)]
    [InlineData("\"status\": \"completed\"", "\"status\": \"aborted\"", 0, 0)]
    [InlineData("\"before\": { \"steady_state_met\": true", "\"before\": { \"steady_state_met\": false", 0, 0)]
    [InlineData("\"after\": { \"steady_state_met\": true, \"probes\": [ { \"status\": \"succeeded\" } ] }", "\"after\": { \"steady_state_met\": true, \"probes\": [] }", 0, 0)]
    public void An_experiment_that_showed_nothing_rests_on_no_attempt(string part, string other, double deviated, long attempts)
    {
        Assert.Contains(part, Samples.ChaosJournal, StringComparison.Ordinal);
        var count = Read(Samples.ChaosJournal.Replace(part, other, StringComparison.Ordinal), ResultFormat.ChaosToolkit)["total"].Counts["deviated"];
        Assert.Equal((deviated, attempts), (count.Value.Value, count.Attempts));
    }

    [Theory]
    [InlineData(Samples.Trx, ResultFormat.Trx, 2, 3, 1)]
    [InlineData(Samples.JUnit, ResultFormat.Junit, 2, 3, 1)]
    public void Test_results(string text, ResultFormat format, int failed, int ran, int skipped)
    {
        var counts = Read(text, format)["total"].Counts;
        Assert.Equal((failed, ran, skipped), (counts["failed"].Value.Value, counts["failed"].Attempts, counts["skipped"].Value.Value));
    }

    [Theory]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberCsv, "99.9,4.1", "99,9,4.1")]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberCsv, "6000,5994,6", "6000,5994,7")]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberCsv, "120.3", "20.3")]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberJson, "\"Percent99\": 120.3", "\"Percent99\": -1")]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberText, "all = 6000, ok = 5994", "all = 6000, ok = 6001")]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberText, "all = 6000, fail = 6,", "all = 6000, fail = 7,")]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberText, "failures stats", "other stats   \n\n scenario: a\n | step | ok stats |\n | name | global information |\n | request count | all = 1, ok = 2, RPS = 1 |")]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberText, "p99 = 120.3", "p99 = 20.3")]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberText, "p99 = 120.3", "p99 = 311.9")]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberText, "min = 4.1, ", "min = 4,1, ")]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberText, "│ pay               ", "│ global information")]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberText, "│ latency percentile (ms) │", "│ latency percentile (s)  │")]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberMarkdown, "ok = `5994`, fail = `6`", "ok = `5994`, fail = `7`")]
    [InlineData(ResultFormat.Nbomber, Samples.NBomberMarkdown, "total = `12`, ok = `0`, fail = `12`", "total = `12`, ok = `1`, fail = `11`")]
    [InlineData(ResultFormat.K6, Samples.K6Lines, "\"value\":1,", "\"value\":\"x\",")]
    [InlineData(ResultFormat.Locust, Samples.LocustCsv, "Request Count", "Requests")]
    [InlineData(ResultFormat.Locust, Samples.LocustCsv, "3000,3,", "3,3000,")]
    [InlineData(ResultFormat.Jmeter, Samples.JMeterCsv, "timeStamp,elapsed", "a,b")]
    [InlineData(ResultFormat.Jmeter, Samples.JMeterCsv, "text,true", "text,maybe")]
    [InlineData(ResultFormat.Jmeter, Samples.JMeterXml, "<testResults", "<!DOCTYPE x [<!ENTITY a \"b\">]><testResults")]
    [InlineData(ResultFormat.Wrk2, Samples.Wrk2, "Total count    =         1000", "Total count    =         1001")]
    [InlineData(ResultFormat.Wrk2, Samples.Wrk2, "Requests/sec", "Requests")]
    [InlineData(ResultFormat.LighthouseLoad, Samples.LoadResult, "\"shard\": \"1/1\"", "\"shard\": \"1/2\"")]
    [InlineData(ResultFormat.LighthouseLoad, Samples.LoadResult, "\"schema\": 1", "\"schema\": 2")]
    [InlineData(ResultFormat.LighthouseLoad, Samples.LoadResult, "\"succeeded\": 19", "\"succeeded\": 20")]
    [InlineData(ResultFormat.LighthouseLoad, Samples.LoadResult, "\"dropped\": 0", "\"dropped\": 1")]
    [InlineData(ResultFormat.LighthouseLoad, Samples.LoadResult, "\"count\": 20", "\"count\": 19")]
    [InlineData(ResultFormat.LighthouseLoad, Samples.LoadResult, "\"overflow\": 0", "\"overflow\": 1")]
    [InlineData(ResultFormat.LighthouseLoad, Samples.LoadResult, "\"doubts\": []", "\"other\": []")]
    [InlineData(ResultFormat.LighthouseLoad, Samples.LoadResult, "\"doubts\": []", "\"doubts\": [\"\"]")]
    [InlineData(ResultFormat.ChaosToolkit, Samples.ChaosJournal, "\"status\": \"completed\",", "")]
    [InlineData(ResultFormat.Trx, Samples.Trx, "total=\"4\"", "total=\"5\"")]
    [InlineData(ResultFormat.Trx, Samples.Trx, "ResultSummary outcome=\"Failed\"", "ResultSummary outcome=\"Aborted\"")]
    [InlineData(ResultFormat.Junit, Samples.JUnit, "tests=\"4\" failures=\"1\" errors", "tests=\"5\" failures=\"1\" errors")]
    [InlineData(ResultFormat.Junit, Samples.JUnit, "testsuites", "html")]
    public void What_contradicts_itself_or_is_something_else_is_refused(ResultFormat format, string text, string part, string spoiled)
    {
        Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Contains("LH3903", Assert.Throws<ResultException>(() => Read(text.Replace(part, spoiled, StringComparison.Ordinal), format)).Message);
    }

    public static TheoryData<ResultFormat, string> Everything => new()
    {
        { ResultFormat.Nbomber, Samples.NBomberCsv }, { ResultFormat.Nbomber, Samples.NBomberJson },
        { ResultFormat.Nbomber, Samples.NBomberText }, { ResultFormat.Nbomber, Samples.NBomberMarkdown }, { ResultFormat.K6, Samples.K6Summary }, { ResultFormat.K6, Samples.K6Lines },
        { ResultFormat.Locust, Samples.LocustCsv }, { ResultFormat.Locust, Samples.LocustHistory }, { ResultFormat.Jmeter, Samples.JMeterCsv }, { ResultFormat.Jmeter, Samples.JMeterXml },
        { ResultFormat.Wrk2, Samples.Wrk2 }, { ResultFormat.HdrHistogram, Samples.HdrLog }, { ResultFormat.ChaosToolkit, Samples.ChaosJournal }, { ResultFormat.Trx, Samples.Trx },
        { ResultFormat.Junit, Samples.JUnit }, { ResultFormat.LighthouseLoad, Samples.LoadResult },
    };

    [Theory, MemberData(nameof(Everything))]
    public void Whatever_a_file_holds_it_is_read_or_refused_with_its_code(ResultFormat format, string sample)
    {
        var good = Encoding.UTF8.GetBytes(sample);
        var random = new Random(417);
        for (var round = 0; round < 400; round++)
        {
            var bytes = good.ToArray();
            for (var change = random.Next(5); change >= 0; change--)
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"0129,.-\"{}<>\n "[random.Next(14)];
            File.WriteAllBytes(folder.File("x"), bytes[..(random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length)]);
            try
            {
                foreach (var label in ResultReader.Read(folder.Root, "x", format, Unit.Nanosecond).Labels)
                    Assert.All(new[] { "latency", "p50", "p99", "mean", "max", "errors", "rate", "failed", "deviated" }, figure => RequirePossible(label.Find(figure, 0.95)));
            }
            catch (ResultException refused)
            {
                Assert.Contains(refused.Code, new[] { ResultException.WrongFormat, ResultException.NotAFile });
            }
        }
    }

    // What the evidence would refuse must not come out of a reader.
    private static void RequirePossible(Observation? observation) =>
        Assert.Null(observation is null ? null : Lighthouse.Readiness.Evidence.Lines.EntryCheck.Problem(new Measured(new Measurement("m", "g", observation, "how", "test", []))));

    [Theory]
    [InlineData("../x")]
    [InlineData("missing")]
    [InlineData("link")]
    [InlineData("folder")]
    [InlineData("empty")]
    public void What_is_no_regular_file_in_the_folder_is_refused(string name)
    {
        File.WriteAllText(folder.File("real"), Samples.Trx);
        File.CreateSymbolicLink(folder.File("link"), folder.File("real"));
        Directory.CreateDirectory(folder.File("folder"));
        File.WriteAllText(folder.File("empty"), "");
        Assert.Contains(Assert.Throws<ResultException>(() => ResultReader.Read(folder.Root, name, ResultFormat.Trx)).Code, new[] { ResultException.Missing, ResultException.NotAFile });
    }

    private ToolResults Read(string text, ResultFormat format, Unit? unit = null)
    {
        File.WriteAllText(folder.File("sample"), text);
        var read = ResultReader.Read(folder.Root, "sample", format, unit);
        Assert.Equal((64, "sample", format), (read.Sha256.Length, read.File, read.Format));
        return read;
    }

    private static double Scalar(ToolLabel label, string figure) => Assert.IsType<ScalarObservation>(label.Find(figure, 0.95)).Value.Value;

    private static EstimateObservation Estimate(ToolLabel label, string figure) => Assert.IsType<EstimateObservation>(label.Find(figure, 0.95));
}
