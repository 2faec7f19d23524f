using Lighthouse.Pipeline.ContinuousIntegration;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;
using Serilog;

namespace Lighthouse.Pipeline.Tests.ContinuousIntegration;

public sealed class CiOutputTests : IDisposable
{
    private static readonly Runbook Runbook = RunbookReader.ReadFile(Path.Combine(Checkout.Root, "build", "runbooks", "week2.yaml"));
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly CollectingSink sink = new();

    public void Dispose()
    {
        output.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_person_gets_no_commands()
    {
        Decide([]);

        Assert.Empty(output.ToString());
    }

    [Fact]
    public void GitHub_gets_each_missed_gate_and_the_summary_on_the_page_of_the_job()
    {
        var page = folder["page.md"];
        File.WriteAllText(page, "before\n");

        Decide([("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", page)]);

        Assert.Contains("::error file=build/runbooks/week2.yaml,line=", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("title=auth-bypass NotRun::", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("##vso[", output.ToString(), StringComparison.Ordinal);
        Assert.Equal("before\n# NO-GO\n", File.ReadAllText(page));
    }

    [Fact]
    public void Azure_gets_each_missed_gate_and_the_place_of_the_summary()
    {
        Decide([("TF_BUILD", "True")]);

        Assert.Contains("##vso[task.logissue type=error;sourcepath=build/runbooks/week2.yaml;linenumber=", output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"##vso[task.uploadsummary]{folder["summary.md"]}", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_cannot_be_written_is_told_and_changes_nothing()
    {
        Decide([("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", folder.Path)]);

        Assert.Contains(sink.Lines, line => line.StartsWith("LH5303:", StringComparison.Ordinal));
    }

    private void Decide((string Name, string Value)[] variables)
    {
        File.WriteAllText(folder["summary.md"], "# NO-GO\n");
        using var log = new LoggerConfiguration().WriteTo.Sink(sink).CreateLogger();
        var identity = new RunIdentity(new string('a', 32), "c0ffee", Runbook.Digest, Profile.Quick, 417);
        var decision = DecisionMaker.Decide(Runbook, identity, [], GovernanceStanding.Untouched, DateTimeOffset.UnixEpoch);
        new CiOutput(name => variables.FirstOrDefault(variable => variable.Name == name).Value, output, log).Decision(Checkout.Root, Runbook, decision, folder.Path);
    }
}
