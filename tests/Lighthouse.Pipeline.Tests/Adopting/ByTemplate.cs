namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>dotnet new lighthouse: GO over one gate, and NO-GO when somebody makes the sample slow. It is the path by Cake Frosting.</summary>
[Collection(PackagesCollection.Name)]
public sealed class ByTemplate(Packages packages)
{
    [Fact]
    public async Task A_new_folder_says_GO_and_NO_GO_when_the_sample_becomes_slow()
    {
        using var folder = new EmptyFolder(packages);
        var outcome = await Tutorial.FollowAsync("A build from the template", folder, packages);
        Assert.Contains("This runbook does not ask for security_cleared, chaos_resilient, integration_complete", outcome.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);

        var tree = outcome.Output[outcome.Output.LastIndexOf("--tree", StringComparison.Ordinal)..];
        string[] order = ["─GoNoGo", "─Performance", "─Build"];
        Assert.Equal(order, order.OrderBy(task => tree.IndexOf(task, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_version_that_the_folder_does_not_have_is_one_error_and_decides_nothing()
    {
        using var folder = new EmptyFolder(packages);
        var template = Path.Combine(Checkout.Root, "src", "Lighthouse.Templates", "templates", "lighthouse");
        foreach (var file in new[] { "build.sh", "readiness.yaml", "build/Program.cs" })
            folder.Write(file, await File.ReadAllTextAsync(Path.Combine(template, file), TestContext.Current.CancellationToken));
        var project = (await File.ReadAllTextAsync(Path.Combine(template, "build", "Build.csproj.template"), TestContext.Current.CancellationToken)).Replace("FROSTING_PACKAGE", "Lighthouse.Frosting", StringComparison.Ordinal);
        Assert.Contains("Include=\"Lighthouse.Pipeline\" Version=\"0.1.0\"", project, StringComparison.Ordinal);
        folder.Write("build/Build.csproj", project.Replace("Include=\"Lighthouse.Pipeline\" Version=\"0.1.0\"", "Include=\"Lighthouse.Pipeline\" Version=\"99.0.0\"", StringComparison.Ordinal));
        var wrong = await folder.ShellAsync("bash build.sh");
        wrong.Require(1);
        Assert.Single(
            wrong.All.Split('\n').Select(line => line.Trim()).Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase) && line.Contains("NU", StringComparison.Ordinal)).Distinct(),
            line => line.Contains("error NU1102: ", StringComparison.Ordinal) && line.Contains("Lighthouse.Pipeline", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"(?m)^\s+at [^ (]+\(", wrong.All);
        Assert.False(Directory.Exists(folder["artifacts"]), "a decision was begun");
    }
}
