using System.Text;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Evidence;

public sealed class EvidenceLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Log => _folder.File("monday.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_again_to_the_last_digit()
    {
        EvidenceEntry[] entries =
        [
            Specimen.Opened with { OnlyGate = "nonce-reuse" },
            Specimen.Target with { Kind = "external", Command = null, BuildDigest = null, ProcessId = null },
            new Measured(Specimen.OfAccepted(0.1 + 0.2, long.MaxValue, "ran late", "\u0000\u001b[31m\r\n##vso[x] \"quoted\" \u00fc\ud83d\ude00")),
            new Measured(Specimen.OfErrors(3, 12_400)),
            new Measured(Specimen.Of(Specimen.Latency, Specimen.AnswerLatency, new DistributionObservation(Specimen.Many((1e-300, 1), (Math.PI, 7), (1e300, 2))))),
            new Measured(Specimen.OfLatency(0, 1)),
            Specimen.Ended(null, TestOutcome.NotRun, "why"), Specimen.Passed(Specimen.NonceReuse),
            Specimen.Completed with { Ending = SuiteEnding.TimedOut, ExitCode = null, Detail = "stopped" }, Specimen.Closed,
        ];
        var head = Specimen.Write(Log, entries);

        var reading = EvidenceReader.Read(Log, Specimen.Identity, head, "Monday");
        Assert.Empty(reading.Faults);
        Assert.True(reading.IsIntact);
        Assert.Equal(head, reading.Head);
        Assert.Equivalent(entries, reading.Records.Select(record => record.Entry), strict: true);
        Assert.Equal(Enumerable.Range(1, entries.Length).Select(number => (long)number), reading.Records.Select(record => record.Sequence));
    }

    [Fact]
    public void Every_unit_survives()
    {
        Specimen.Write(Log, [Specimen.Opened, .. Unit.All.Select(unit => new Measured(
            Specimen.Of("any", Specimen.NonceReuse, new ScalarObservation(new Quantity(1.5, unit), 1))))]);
        Assert.Equal(
            Unit.All, EvidenceReader.Read(Log).Records.Skip(1).Select(record => ((ScalarObservation)((Measured)record.Entry).Measurement.Observation).Value.Unit));
    }

    [Fact]
    public void The_form_of_a_line_is_fixed()
    {
        using (var log = EvidenceLog.Open(Log, Specimen.Identity, "Monday", new StoppedClock()))
        {
            log.Append(Specimen.Opened);
            log.Append(new Measured(Specimen.OfErrors(3, 12_400)));
            log.Append(new Measured(Specimen.OfLatency(9, 1.5)));
        }

        var (id, commit, digest) = (Specimen.Identity.RunId, Specimen.Identity.Commit, Specimen.Identity.RunbookDigest);
        string Expected(int sequence, string entry) =>
            $$"""{"version":1,"sequence":{{sequence}},"previous":"…","at":"1970-01-01T00:00:00+00:00","run":"{{id}}","commit":"{{commit}}","runbook":"{{digest}}","day":"Monday","entry":{{entry}},"digest":"…"}""";
        var lines = File.ReadAllLines(Log).Select(line => System.Text.RegularExpressions.Regex.Replace(line, "(previous|digest)\":\"[0-9a-f]{64}\"", "$1\":\"…\""));
        Assert.Equal(
            [
                Expected(1, """{"kind":"opened","profile":"quick","seed":417,"machine":{"system":"Linux","processors":"2"},"onlyGate":null}"""),
                Expected(2, """{"kind":"measurement","measurement":{"metric":"answer.errors","gate":"answer-latency","observation":{"shape":"proportion","hits":3,"trials":12400},"how":"counted by the client","test":"Suite.answer-latency","doubts":[]}}"""),
                Expected(3, """{"kind":"measurement","measurement":{"metric":"answer.latency","gate":"answer-latency","observation":{"shape":"distribution","distribution":["ms",[1.5,9]]},"how":"counted by the client","test":"Suite.answer-latency","doubts":[]}}"""),
            ],
            lines);
    }

    [Fact]
    public void The_pipeline_and_the_suite_write_it_in_turns()
    {
        Specimen.Write(Log, Specimen.PassingDay.Take(2));
        Specimen.Write(Log, Specimen.PassingDay.Skip(2).Take(3));
        var head = Specimen.Write(Log, Specimen.PassingDay.Skip(5));
        Assert.True(EvidenceReader.Read(Log, Specimen.Identity, head).IsIntact);
        Assert.Equal(Specimen.PassingDay.Count, head.Records);
    }

    [Fact]
    public void Threads_may_write_at_once()
    {
        using (var log = EvidenceLog.Open(Log, Specimen.Identity, "Monday", TimeProvider.System))
        {
            log.Append(Specimen.Opened);
            Parallel.For(0, 40, _ => log.Append(new Measured(Specimen.OfAccepted(0, 1))));
            log.Append(Specimen.Closed);
        }

        Assert.Equal(42, EvidenceReader.Read(Log).Records.Count);
        Assert.True(EvidenceReader.Read(Log).IsIntact);
    }

    [Fact]
    public void A_day_is_opened_first_and_once_and_closed_last()
    {
        using var log = EvidenceLog.Open(Log, Specimen.Identity, "Monday", TimeProvider.System);
        Assert.Equal(EvidenceHead.None, log.Head);
        Refuses(EvidenceCodes.NotOpened, () => log.Append(Specimen.Target));
        log.Append(Specimen.Opened);
        Refuses(EvidenceCodes.OutOfOrder, () => log.Append(Specimen.Opened));
        log.Append(Specimen.Closed);
        Refuses(EvidenceCodes.OutOfOrder, () => log.Append(Specimen.Closed));
        Assert.Equal(2, log.Head.Records);
    }

    [Fact]
    public void A_closed_log_is_not_continued()
    {
        Specimen.Write(Log, Specimen.PassingDay);
        Assert.Contains("its day is closed", Refuses(EvidenceCodes.CannotContinue, Open));
    }

    [Fact]
    public void A_damaged_log_is_not_continued()
    {
        Specimen.Write(Log, Specimen.PassingDay.Take(4));
        var bytes = File.ReadAllBytes(Log);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Log, bytes);
        Assert.Contains("LH30", Refuses(EvidenceCodes.CannotContinue, Open));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("commit")]
    [InlineData("runbook")]
    [InlineData("profile")]
    [InlineData("seed")]
    [InlineData("day")]
    public void A_log_of_something_else_is_not_continued(string mark)
    {
        Specimen.Write(Log, Specimen.PassingDay.Take(2));
        var other = Readers.Other(mark);
        Assert.Contains(
            $"of {mark}",
            Refuses(EvidenceCodes.CannotContinue, () => EvidenceLog.Open(Log, other, mark == "day" ? "Tuesday" : "Monday", TimeProvider.System).Dispose()));
    }

    [Fact]
    public void The_opening_must_be_of_the_run()
    {
        using var log = EvidenceLog.Open(Log, Specimen.Identity, "Monday", TimeProvider.System);
        Refuses(EvidenceCodes.OtherRun, () => log.Append(Specimen.Opened with { Seed = 1 }));
        Refuses(EvidenceCodes.OtherRun, () => log.Append(Specimen.Opened with { Profile = "full" }));
    }

    [Fact]
    public void What_cannot_be_is_not_written()
    {
        using var log = EvidenceLog.Open(Log, Specimen.Identity, "Monday", TimeProvider.System);
        Refuses(EvidenceCodes.ImpossibleValue, () => log.Append(Specimen.Opened with { Machine = new Dictionary<string, string> { ["system"] = null! } }));
        log.Append(Specimen.Opened);
        Refuses(EvidenceCodes.ImpossibleValue, () => log.Append(new Measured(Specimen.OfErrors(11, 10))));
        Refuses(EvidenceCodes.ImpossibleValue, () => log.Append(Specimen.Passed(Specimen.NonceReuse) with { Seconds = double.NaN }));
        Refuses(EvidenceCodes.NotARecord, () => log.Append(Specimen.Ended(Specimen.NonceReuse, (TestOutcome)99)));
        Refuses(EvidenceCodes.NotARecord, () => log.Append(Specimen.Ended(null, TestOutcome.Passed) with { Test = null! }));
        Assert.Equal(1, log.Head.Records);
    }

    [Fact]
    public void A_record_that_no_reader_would_take_is_not_written()
    {
        using var log = EvidenceLog.Open(Log, Specimen.Identity, "Monday", TimeProvider.System);
        log.Append(Specimen.Opened);
        Refuses(EvidenceCodes.TooLarge, () => log.Append(Specimen.Ended(null, TestOutcome.Failed, new string('x', 17_000_000))));
        log.Append(Specimen.Closed);
        log.Dispose();
        Assert.True(EvidenceReader.Read(Log).IsIntact);
    }

    [Fact]
    public void Half_a_character_does_not_break_the_log()
    {
        Specimen.Write(Log, [Specimen.Opened, Specimen.Ended(null, TestOutcome.Failed, "\ud83d"), Specimen.Closed]);
        Assert.True(EvidenceReader.Read(Log).IsIntact);
    }

    [Fact]
    public void A_file_changed_behind_its_back_is_noticed_before_the_next_record()
    {
        using var log = EvidenceLog.Open(Log, Specimen.Identity, "Monday", TimeProvider.System);
        log.Append(Specimen.Opened);

        // Not through .NET, which would heed the lock.
        using (var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", "echo more >> \"$0\"", Log]))
            shell.WaitForExit();
        Assert.Contains("another process changed it", Refuses(EvidenceCodes.NotStored, () => log.Append(Specimen.Target)));
        Assert.Contains("an earlier record could not be stored", Refuses(EvidenceCodes.NotStored, () => log.Append(Specimen.Target)));
    }

    [Fact]
    public void A_missing_folder_a_folder_and_a_link_are_refused()
    {
        Assert.Contains("cannot be opened", Refuses(EvidenceCodes.InUse, () => EvidenceLog.Open(_folder.File("none/monday.jsonl"), Specimen.Identity, "Monday", TimeProvider.System)));
        Directory.CreateDirectory(Log);
        Refuses(EvidenceCodes.NotAFile, Open);
        Directory.Delete(Log);
        File.CreateSymbolicLink(Log, _folder.File("elsewhere"));
        Refuses(EvidenceCodes.NotAFile, Open);
        Assert.False(File.Exists(_folder.File("elsewhere")));
    }

    [Fact]
    public void A_pipe_is_refused_without_waiting_for_its_other_end()
    {
        using (var make = System.Diagnostics.Process.Start("mkfifo", [Log]))
            make.WaitForExit();
        Refuses(EvidenceCodes.NotAFile, Open);
    }

    private void Open() => EvidenceLog.Open(Log, Specimen.Identity, "Monday", TimeProvider.System).Dispose();

    private static string Refuses(string code, Action action)
    {
        var refused = Assert.Throws<EvidenceException>(action);
        Assert.Equal(code, refused.Code);
        Assert.StartsWith($"{code}: ", refused.Message);
        return refused.Message;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
