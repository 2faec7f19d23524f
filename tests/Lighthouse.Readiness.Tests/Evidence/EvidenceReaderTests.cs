using System.Text;
using Lighthouse.Readiness.Evidence;
using Xunit;

namespace Lighthouse.Readiness.Tests.Evidence;

public sealed class EvidenceReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Log => _folder.File("monday.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_log_is_at_fault() => Faulty(EvidenceCodes.Missing, 0, records: 0);

    [Fact]
    public void An_empty_log_is_at_fault()
    {
        File.WriteAllText(Log, "");
        Faulty(EvidenceCodes.Empty, 0, records: 0);
    }

    [Fact]
    public void A_folder_a_link_and_a_path_that_cannot_be_are_at_fault()
    {
        Directory.CreateDirectory(Log);
        Faulty(EvidenceCodes.NotAFile, 0, records: 0);
        Directory.Delete(Log);
        Specimen.Write(_folder.File("elsewhere"), Specimen.PassingDay);
        File.CreateSymbolicLink(Log, _folder.File("elsewhere"));
        Faulty(EvidenceCodes.NotAFile, 0, records: 0);
        Assert.Equal(EvidenceCodes.Unreadable, Assert.Single(EvidenceReader.Read("a\0b").Faults).Code);
    }

    [Fact]
    public void A_pipe_is_at_fault_and_nobody_waits_for_its_other_end()
    {
        using (var make = System.Diagnostics.Process.Start("mkfifo", [Log]))
            make.WaitForExit();
        Faulty(EvidenceCodes.Empty, 0, records: 0);
    }

    [Fact]
    public void A_file_larger_than_evidence_can_be_is_at_fault()
    {
        using (var file = File.Create(Log))
            file.SetLength((512L * 1024 * 1024) + 1);
        Faulty(EvidenceCodes.TooLarge, 0, records: 0);
    }

    [Fact]
    public void A_line_longer_than_a_record_can_be_is_at_fault()
    {
        Specimen.Write(Log, Specimen.PassingDay);
        File.AppendAllText(Log, new string(' ', 17 * 1024 * 1024));
        Faulty(EvidenceCodes.TooLarge, Specimen.PassingDay.Count + 1, Specimen.PassingDay.Count);
    }

    [Fact]
    public void A_log_that_is_still_written_is_at_fault()
    {
        using var log = EvidenceLog.Open(Log, Specimen.Identity, "Monday", TimeProvider.System);
        log.Append(Specimen.Opened);
        Faulty(EvidenceCodes.Unreadable, 0, records: 0);
    }

    [Fact]
    public void Text_that_is_no_json_is_at_fault() => AppendedIsFaulty(EvidenceCodes.NotJson, "{\"version\":1,");

    [Fact]
    public void An_empty_line_is_at_fault() => AppendedIsFaulty(EvidenceCodes.NotJson, "");

    [Fact]
    public void Bytes_that_are_no_utf8_are_at_fault()
    {
        Specimen.Write(Log, [Specimen.Opened]);
        File.AppendAllBytes(Log, [(byte)'{', (byte)'"', 0xc3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}', (byte)'\n']);
        Faulty(EvidenceCodes.NotJson, 2, records: 1);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("{\"version\":\"1\"}")]
    public void Json_that_is_no_record_is_at_fault(string json) => AppendedIsFaulty(EvidenceCodes.NotARecord, json);

    [Fact]
    public void A_record_without_its_digest_is_at_fault()
    {
        Specimen.Write(Log, [Specimen.Opened]);
        var line = File.ReadAllText(Log);
        File.WriteAllText(Log, line[..line.LastIndexOf(",\"digest\"", StringComparison.Ordinal)] + "}\n");
        Faulty(EvidenceCodes.NotARecord, 1, records: 0);
    }

    [Fact]
    public void A_byte_order_mark_is_at_fault()
    {
        Specimen.Write(Log, Specimen.PassingDay);
        File.WriteAllBytes(Log, [0xef, 0xbb, 0xbf, .. File.ReadAllBytes(Log)]);
        Faulty(EvidenceCodes.Changed, 1, records: 0);
    }

    [Fact]
    public void A_changed_line_is_at_fault_even_when_it_is_the_last()
    {
        Specimen.Write(Log, Specimen.PassingDay.SkipLast(1).Append(new DayClosed(TargetAlive: false)));
        File.WriteAllText(Log, File.ReadAllText(Log).Replace("\"targetAlive\":false", "\"targetAlive\":true "));
        Faulty(EvidenceCodes.Changed, Specimen.PassingDay.Count, Specimen.PassingDay.Count - 1);
    }

    public static TheoryData<string, string, string, string> Forgeries => new()
    {
        { "unknown kind", "\"kind\":\"measurement\"", "\"kind\":\"guess\"", EvidenceCodes.NotARecord },
        { "no kind", "\"kind\":\"measurement\",", "", EvidenceCodes.NotARecord },
        { "unknown shape", "\"shape\":\"scalar\"", "\"shape\":\"square\"", EvidenceCodes.NotARecord },
        { "unknown property", "\"how\":", "\"howEver\":1,\"how\":", EvidenceCodes.NotARecord },
        { "property in other case", "\"how\":", "\"How\":", EvidenceCodes.NotARecord },
        { "missing property", "\"sequence\":3,", "", EvidenceCodes.NotARecord },
        { "doubled property", "\"sequence\":3,", "\"sequence\":3,\"sequence\":3,", EvidenceCodes.NotARecord },
        { "doubled deeply", "\"attempts\":4000", "\"attempts\":1,\"attempts\":4000", EvidenceCodes.NotARecord },
        { "null text", "\"day\":\"Monday\"", "\"day\":null", EvidenceCodes.NotARecord },
        { "null entry", "\"entry\":{", "\"entry\":null,\"x\":{", EvidenceCodes.NotARecord },
        { "null list", "\"doubts\":[]", "\"doubts\":null", EvidenceCodes.NotARecord },
        { "number as text", "\"attempts\":4000", "\"attempts\":\"4000\"", EvidenceCodes.NotARecord },
        { "fraction of an attempt", "\"attempts\":4000", "\"attempts\":1.5", EvidenceCodes.NotARecord },
        { "unknown unit", "\"value\":[0,\"\"]", "\"value\":[0,\"furlong\"]", EvidenceCodes.NotARecord },
        { "value without unit", "\"value\":[0,\"\"]", "\"value\":[0]", EvidenceCodes.NotARecord },
        { "value with more", "\"value\":[0,\"\"]", "\"value\":[0,\"\",0]", EvidenceCodes.NotARecord },
        { "value of no kind", "\"value\":[0,\"\"]", "\"value\":0", EvidenceCodes.NotARecord },
        { "date that is none", "\"at\":\"", "\"at\":\"x", EvidenceCodes.NotARecord },
        { "comment", "\"sequence\":3,", "/* */\"sequence\":3,", EvidenceCodes.NotJson },
        { "later version", "\"version\":1", "\"version\":2", EvidenceCodes.UnknownVersion },
        { "version nobody has", "\"version\":1", "\"version\":-1,\"more\":0", EvidenceCodes.UnknownVersion },
        { "gap", "\"sequence\":3", "\"sequence\":4", EvidenceCodes.OutOfSequence },
        { "repeat", "\"sequence\":3", "\"sequence\":2", EvidenceCodes.OutOfSequence },
        { "other chain", "\"previous\":\"", "\"previous\":\"0", EvidenceCodes.BrokenChain },
        { "other run", "\"run\":\"", "\"run\":\"x", EvidenceCodes.OtherRun },
        { "other commit", "\"commit\":\"", "\"commit\":\"x", EvidenceCodes.OtherRun },
        { "other runbook", "\"runbook\":\"", "\"runbook\":\"x", EvidenceCodes.OtherRun },
        { "other day", "\"day\":\"Monday\"", "\"day\":\"Tuesday\"", EvidenceCodes.OtherRun },
        { "infinite value", "\"value\":[0,\"\"]", "\"value\":[1e999,\"\"]", EvidenceCodes.ImpossibleValue },
        { "negative count", "\"value\":[0,\"\"]", "\"value\":[-1,\"\"]", EvidenceCodes.ImpossibleValue },
        { "time that ran backwards", "\"value\":[0,\"\"]", "\"value\":[-1,\"ms\"]", EvidenceCodes.ImpossibleValue },
        { "infinite in its base unit", "\"value\":[0,\"\"]", "\"value\":[1e308,\"GB\"]", EvidenceCodes.ImpossibleValue },
        { "negative attempts", "\"attempts\":4000", "\"attempts\":-1", EvidenceCodes.ImpossibleValue },
        { "null doubt", "\"doubts\":[]", "\"doubts\":[null]", EvidenceCodes.ImpossibleValue },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void A_forger_who_can_chain_still_cannot_write_what_is_not_allowed(string what, string original, string forged, string code)
    {
        Specimen.Write(Log, Specimen.PassingDay);
        Readers.Forge(Log, line: 3, json => Assert.IsType<string>(json).Replace(original, forged));
        Assert.NotEmpty(what);
        Faulty(code, 3, records: 2);
    }

    [Theory]
    [InlineData("[[41,1000]]", EvidenceCodes.NotARecord)]
    [InlineData("[\"ms\",[41]]", EvidenceCodes.NotARecord)]
    [InlineData("[\"ms\",[41,1,1]]", EvidenceCodes.NotARecord)]
    [InlineData("[\"ms\",41]", EvidenceCodes.NotARecord)]
    [InlineData("[\"ms\",[41,1.5]]", EvidenceCodes.NotARecord)]
    [InlineData("{}", EvidenceCodes.NotARecord)]
    [InlineData("[\"ms\",[41,0]]", EvidenceCodes.ImpossibleValue)]
    [InlineData("[\"ms\",[41,-5],[42,9]]", EvidenceCodes.ImpossibleValue)]
    [InlineData("[\"ms\",[1e999,1]]", EvidenceCodes.ImpossibleValue)]
    [InlineData("[\"ms\",[-1,1],[41,1000]]", EvidenceCodes.ImpossibleValue)]
    [InlineData("[\"ms\",[1,9223372036854775807],[2,1]]", EvidenceCodes.ImpossibleValue)]
    public void A_distribution_that_cannot_be_is_at_fault(string forged, string code)
    {
        Specimen.Write(Log, Specimen.PassingDay);
        Readers.Forge(Log, line: 4, json => json.Replace("[\"ms\",[41,1000]]", forged));
        Faulty(code, 4, records: 3);
    }

    [Theory]
    [InlineData("\"hits\":2", "\"hits\":10001")]
    [InlineData("\"hits\":2", "\"hits\":-2")]
    [InlineData("\"hits\":2,\"trials\":10000", "\"hits\":-2,\"trials\":-1")]
    public void A_proportion_that_cannot_be_is_at_fault(string original, string forged)
    {
        Specimen.Write(Log, Specimen.PassingDay);
        Readers.Forge(Log, line: 5, json => json.Replace(original, forged));
        Faulty(EvidenceCodes.ImpossibleValue, 5, records: 4);
    }

    [Theory]
    [InlineData(1, "\"system\":\"Linux\"", "\"system\":null", EvidenceCodes.ImpossibleValue)]
    [InlineData(2, "\"store\":\"file\"", "\"store\":null", EvidenceCodes.ImpossibleValue)]
    [InlineData(6, "\"seconds\":1.5", "\"seconds\":-1", EvidenceCodes.ImpossibleValue)]
    [InlineData(6, "\"outcome\":\"passed\"", "\"outcome\":3", EvidenceCodes.NotARecord)]
    [InlineData(6, "\"outcome\":\"passed\"", "\"outcome\":\"Passed\"", EvidenceCodes.NotARecord)]
    [InlineData(8, "\"ending\":\"completed\"", "\"ending\":\"completed, crashed\"", EvidenceCodes.NotARecord)]
    public void Other_entries_that_cannot_be_are_at_fault(int line, string original, string forged, string code)
    {
        Specimen.Write(Log, Specimen.PassingDay);
        Readers.Forge(Log, line, json => json.Replace(original, forged));
        Faulty(code, line, records: line - 1);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("commit")]
    [InlineData("runbook")]
    [InlineData("profile")]
    [InlineData("seed")]
    [InlineData("day")]
    public void Evidence_of_something_else_than_expected_is_at_fault(string mark)
    {
        Specimen.Write(Log, Specimen.PassingDay);
        var reading = EvidenceReader.Read(Log, Readers.Other(mark), day: mark == "day" ? "Tuesday" : "Monday");
        var fault = Assert.Single(reading.Faults);
        Assert.Equal((EvidenceCodes.OtherRun, 1), (fault.Code, fault.Line));
        Assert.Contains($"it is of {mark} ", fault.Message);
        Assert.Empty(reading.Records);
    }

    [Fact]
    public void Everything_that_is_of_something_else_is_said_at_once()
    {
        Specimen.Write(Log, Specimen.PassingDay);
        Assert.Equal(4, EvidenceReader.Read(Log, Specimen.Identity with { RunId = "x", Commit = "y", Seed = 9, Profile = Readiness.Runbooks.Profile.Full }).Faults.Count);
    }

    [Fact]
    public void A_log_that_does_not_begin_with_its_opening_is_at_fault()
    {
        Specimen.Write(Log, Specimen.PassingDay);
        Forge(1, Line("\"kind\":\"closed\",\"targetAlive\":true"));
        Faulty(EvidenceCodes.NotOpened, 1, records: 0);
    }

    [Fact]
    public void A_second_opening_or_closing_and_anything_after_the_closing_are_at_fault()
    {
        Specimen.Write(Log, Specimen.PassingDay);
        Forge(3, Line("\"kind\":\"opened\",\"profile\":\"quick\",\"seed\":417,\"machine\":{},\"onlyGate\":null"));
        Faulty(EvidenceCodes.OutOfOrder, 3, records: 2);
        Forge(3, Line("\"kind\":\"closed\",\"targetAlive\":true"));
        Faulty(EvidenceCodes.OutOfOrder, 4, records: 3);
        Forge(4, Line("\"kind\":\"closed\",\"targetAlive\":true"));
        Faulty(EvidenceCodes.OutOfOrder, 4, records: 3);
    }

    [Fact]
    public void A_log_without_its_closing_is_at_fault_but_its_records_are_given()
    {
        Specimen.Write(Log, Specimen.PassingDay.SkipLast(1));
        Faulty(EvidenceCodes.NotClosed, 0, Specimen.PassingDay.Count - 1);
    }

    [Fact]
    public void A_log_cut_behind_a_new_closing_shows_against_its_head()
    {
        var head = Specimen.Write(Log, Specimen.PassingDay);
        File.Delete(Log);
        Specimen.Write(Log, [.. Specimen.PassingDay.Take(5), Specimen.Closed]);
        Assert.True(EvidenceReader.Read(Log, Specimen.Identity).IsIntact);
        var fault = Assert.Single(EvidenceReader.Read(Log, Specimen.Identity, head).Faults);
        Assert.Equal(EvidenceCodes.OtherHead, fault.Code);
        Assert.Contains("6 records can be believed; it had 9", fault.Message);
    }

    [Fact]
    public void A_log_forged_with_a_new_chain_shows_against_its_head()
    {
        var head = Specimen.Write(Log, [.. Specimen.PassingDay.Take(2), new Measured(Specimen.OfAccepted(7, 4000)), .. Specimen.PassingDay.Skip(3)]);
        Readers.Forge(Log, line: 3, json => json.Replace("[7,", "[0,"));
        Assert.True(EvidenceReader.Read(Log, Specimen.Identity).IsIntact);
        var fault = Assert.Single(EvidenceReader.Read(Log, Specimen.Identity, head).Faults);
        Assert.Equal(EvidenceCodes.OtherHead, fault.Code);
        Assert.Contains("was replaced", fault.Message);
    }

    [Fact]
    public void A_clock_that_was_set_back_is_no_fault()
    {
        Specimen.Write(Log, Specimen.PassingDay);
        Readers.Forge(Log, line: 5, json => System.Text.RegularExpressions.Regex.Replace(json, "\"at\":\"[0-9]{4}", "\"at\":\"1999"));
        Assert.True(EvidenceReader.Read(Log, Specimen.Identity).IsIntact);
    }

    private void Forge(int line, Func<string, string> change) => Readers.Forge(Log, line, change);

    private static Func<string, string> Line(string entry) =>
        json => json[..json.IndexOf("\"entry\":", StringComparison.Ordinal)] + "\"entry\":{" + entry + "}}";

    private void AppendedIsFaulty(string code, string line)
    {
        Specimen.Write(Log, [Specimen.Opened]);
        File.AppendAllText(Log, line + "\n");
        Faulty(code, 2, records: 1);
    }

    private void Faulty(string code, int line, int records)
    {
        var reading = EvidenceReader.Read(Log, Specimen.Identity);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal((code, line), (fault.Code, fault.Line));
        Assert.NotEmpty(fault.Message);
        Assert.Equal(records, reading.Records.Count);
        Assert.Equal(records, reading.Head.Records);
        Assert.False(reading.IsIntact);
    }
}
