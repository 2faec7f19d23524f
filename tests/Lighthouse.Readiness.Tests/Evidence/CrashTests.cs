using System.Globalization;
using Lighthouse.Readiness.Evidence;
using Xunit;

namespace Lighthouse.Readiness.Tests.Evidence;

public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Log => _folder.File("monday.jsonl");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    [InlineData(150)]
    public void What_a_killed_writer_was_told_is_stored_is_there(int kills)
    {
        long acknowledged = 0;
        using (var writer = WriterProcess.Start(Log))
        {
            while (acknowledged < kills)
                acknowledged = long.Parse(writer.NextLine()!, CultureInfo.InvariantCulture);
            writer.Kill();
            while (writer.NextLine() is { } line)
                acknowledged = long.TryParse(line, CultureInfo.InvariantCulture, out var more) ? more : acknowledged;
            writer.WaitForExit();
        }

        var reading = EvidenceReader.Read(Log, Specimen.Identity);
        Assert.True(reading.Records.Count >= acknowledged, $"{acknowledged} were acknowledged, {reading.Records.Count} are there");
        Assert.Contains(Assert.Single(reading.Faults).Code, new[] { EvidenceCodes.NotClosed, EvidenceCodes.Torn });
    }

    [Fact]
    public void A_write_that_the_system_refuses_is_an_error_and_the_torn_line_is_seen()
    {
        string? last = null, refusal = null;
        using (var writer = WriterProcess.Start(Log, blocks: 5))
        {
            while (writer.NextLine() is { } line)
                (last, refusal) = (refusal ?? last, line);
            Assert.Equal(WriterProcess.Refused, writer.WaitForExit());
        }

        Assert.StartsWith("LH3023: a record could not be stored", refusal);
        Assert.EndsWith("Free space on its disk, or mend it, and run the day again.", refusal);
        var reading = EvidenceReader.Read(Log, Specimen.Identity);
        Assert.Equal(EvidenceCodes.Torn, Assert.Single(reading.Faults).Code);
        Assert.Equal(last, reading.Records.Count.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(5 * 512, new FileInfo(Log).Length);
    }

    [Fact]
    public void A_log_cut_anywhere_in_its_last_line_is_never_believed_and_never_continued()
    {
        var head = Specimen.Write(Log, Specimen.PassingDay);
        var bytes = File.ReadAllBytes(Log);
        var lastLine = bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n') + 1;
        for (var length = lastLine; length < bytes.Length; length++)
        {
            File.Delete(Log);
            File.WriteAllBytes(Log, bytes[..length]);
            var reading = EvidenceReader.Read(Log, Specimen.Identity);
            Assert.Equal(length == lastLine ? EvidenceCodes.NotClosed : EvidenceCodes.Torn, Assert.Single(reading.Faults).Code);
            Assert.Equal(Specimen.PassingDay.Count - 1, reading.Records.Count);
            Assert.Equal(2, EvidenceReader.Read(Log, Specimen.Identity, head).Faults.Count);
            if (length > lastLine)
                Assert.Equal(EvidenceCodes.CannotContinue, Assert.Throws<EvidenceException>(Open).Code);
            Assert.Equal(length, new FileInfo(Log).Length);
        }
    }

    private EvidenceLog Open() => EvidenceLog.Open(Log, Specimen.Identity, "Monday", TimeProvider.System);
}
