using Lighthouse.Pipeline.Runs;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Tests.Runs;

public sealed class RunManifestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_comes_back_as_it_was_written()
    {
        var manifest = new RunManifest(
            new RunIdentity(new string('a', 32), "c0ffee", new string('b', 64), Profile.Standard, 7), DateTimeOffset.UnixEpoch, new Dictionary<string, EvidenceHead>(), null)
            .With("Monday", new EvidenceHead(3, "hash"));
        manifest.Write(folder["run.json"]);
        Assert.Equivalent(manifest, RunManifest.Read(folder["run.json"]), strict: true);
    }

    [Fact]
    public void A_missing_one_is_none() => Assert.Null(RunManifest.Read(folder["run.json"]));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"identity\":null,\"started\":\"2026-01-01T00:00:00Z\",\"heads\":{}}")]
    [InlineData("{\"more\":1}")]
    public void Nonsense_is_refused_with_its_code(string text)
    {
        File.WriteAllText(folder["run.json"], text);
        var refusal = Assert.Throws<PipelineException>(() => RunManifest.Read(folder["run.json"]));
        Assert.Equal(ExitCode.NoDecision, refusal.Code);
        Assert.StartsWith("LH5014", refusal.Message, StringComparison.Ordinal);
    }
}
