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
}
