using Lighthouse.Pipeline.CommandLine;

namespace Lighthouse.Pipeline.Tests.CommandLine;

public sealed class RunbookChoiceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LighthouseSettings settings;

    public RunbookChoiceTests()
    {
        File.WriteAllText(folder["nightly.yaml"], "");
        settings = LighthouseSettings.Beside(folder["readiness.yaml"]) with { OtherRunbooks = [folder["nightly.yaml"]] };
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_first_is_taken_unless_another_is_asked_for() => Assert.Equal(folder["readiness.yaml"], RunbookChoice.Of(["--target=GoNoGo"], settings));

    [Fact]
    public void One_that_the_build_knows_is_chosen_by_its_name()
    {
        Assert.Equal(folder["nightly.yaml"], RunbookChoice.Of(["--runbook=nightly"], settings));
        Assert.Equal(folder["readiness.yaml"], RunbookChoice.Of(["--runbook", "readiness"], settings));
    }

    [Fact]
    public void Any_other_by_its_path_and_what_lies_beside_it_follows()
    {
        Directory.CreateDirectory(folder["other/tests"]);
        File.WriteAllText(folder["other/own.yaml"], "");
        var chosen = RunbookChoice.Of([$"--runbook={folder["other/own.yaml"]}"], settings);
        Assert.Equal(folder["other/own.yaml"], chosen);
        Assert.Equal((folder["other"], folder["other/tests"]), (settings.For(chosen).Repository, settings.For(chosen).TestsFolder));
    }

    [Fact]
    public void A_repository_with_its_own_settings_keeps_them() =>
        Assert.Equal("/r", new LighthouseSettings("/r", "/r/a.yaml", "/r/tests").For("/x/b.yaml").Repository);

    [Fact]
    public void One_that_is_not_there_is_refused_with_those_that_are()
    {
        var refusal = Assert.Throws<PipelineException>(() => RunbookChoice.Of(["--runbook=weekly"], settings));
        Assert.Equal("LH6018: '--runbook=weekly': there is no such runbook; give the path of one, or one of readiness, nightly.", refusal.Message);
        Assert.Equal(ExitCode.Invalid, refusal.Code);
    }
}
