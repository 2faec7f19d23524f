using Lighthouse.Readiness.Evidence;
using Xunit;

namespace Lighthouse.Readiness.Tests.Evidence;

public sealed class OneWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Log => _folder.File("monday.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_process_is_refused_and_told_what_to_do()
    {
        using (var log = Open())
        {
            log.Append(Specimen.Opened);
            using var second = WriterProcess.Start(Log);
            var message = second.NextLine();
            Assert.StartsWith("LH3021: ", message);
            Assert.EndsWith("let the other run end or stop it, or give this run its own artifacts folder.", message);
            Assert.Equal(WriterProcess.Refused, second.WaitForExit());
            log.Append(Specimen.Closed);
        }

        Assert.True(EvidenceReader.Read(Log, Specimen.Identity).IsIntact);
    }

    [Fact]
    public void While_another_process_writes_this_one_is_refused()
    {
        using var other = WriterProcess.Start(Log);
        Assert.Equal("1", other.NextLine());
        Assert.Equal(EvidenceCodes.InUse, Assert.Throws<EvidenceException>(Open).Code);
        Assert.Equal(EvidenceCodes.Unreadable, Assert.Single(EvidenceReader.Read(Log).Faults).Code);
    }

    [Fact]
    public void A_second_handle_of_the_same_process_is_refused_until_the_first_is_let_go()
    {
        var first = Open();
        Assert.Equal(EvidenceCodes.InUse, Assert.Throws<EvidenceException>(Open).Code);
        first.Dispose();
        Open().Dispose();
    }

    [Fact]
    public void A_log_that_was_refused_is_not_left_locked()
    {
        Specimen.Write(Log, Specimen.PassingDay);
        Assert.Throws<EvidenceException>(Open);
        Assert.True(EvidenceReader.Read(Log).IsIntact);
    }

    private EvidenceLog Open() => EvidenceLog.Open(Log, Specimen.Identity, "Monday", TimeProvider.System);
}
