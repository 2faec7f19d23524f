using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Reporting;
using Xunit;

namespace Lighthouse.Readiness.Tests.Governance;

public sealed class GovernanceFileTests : IDisposable
{
    private static readonly GovernanceRecord Record = new(
        "b", null, [new GovernedFile(GovernedKind.Exceptions, "build/allow.json", "{\r\n  \"#\": \"ä\uFEFF\" }", null)], [new ApprovalFile("a.json", null, "it is a link"), new ApprovalFile("b.json", "text", null)]);

    private readonly string folder = Directory.CreateTempSubdirectory("lighthouse-governance-").FullName;

    private string File => Path.Combine(folder, ArtifactNames.Governance);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_comes_back_as_it_was_written()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        GovernanceFile.Write(folder, Record);
        Assert.Equivalent(Record, GovernanceFile.Read(folder), strict: true);
    }

    [Fact]
    public void A_missing_one_says_that_nothing_was_gathered() => Assert.Same(GovernanceRecord.Nothing, GovernanceFile.Read(folder));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("{\"base\":null,\"base\":null,\"base_problem\":null,\"files\":[],\"approvals\":[]}")]
    [InlineData("{\"base\":null,\"base_problem\":null,\"files\":[],\"approvals\":[],\"more\":1}")]
    [InlineData("{\"base\":null,\"base_problem\":null,\"files\":[],\"approvals\":null}")]
    [InlineData("{\"base\":null,\"base_problem\":null,\"files\":[{\"kind\":7,\"path\":\"\",\"before\":null,\"after\":null}],\"approvals\":[]}")]
    public void Nonsense_is_refused(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, text);
        Assert.Equal(ApprovalCodes.NoRecord, Assert.Throws<AttestationException>(() => GovernanceFile.Read(folder)).Code);
    }
}
