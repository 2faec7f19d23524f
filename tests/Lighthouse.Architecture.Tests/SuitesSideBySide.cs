namespace Lighthouse.Architecture.Tests;

/// <summary>Of a suite that runs tests side by side, those that share the day's instance do not.</summary>
public sealed class SuitesSideBySide
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "tests", "Lighthouse.Suites.Security");

    [Fact]
    public void Whatever_attacks_the_days_instance_is_in_a_collection_of_its_kind()
    {
        var attacking = Directory.GetFiles(Folder, "*.cs").Select(file => (Name: Path.GetFileName(file), Text: File.ReadAllText(file)))
            .Where(file => file.Text.Contains("[Fact", StringComparison.Ordinal) && !file.Text.Contains("StartOwnTargetAsync(cancellation)", StringComparison.Ordinal) && file.Text.Contains("day.Target.Url", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(attacking);
        Assert.All(attacking, file => Assert.True(
            file.Text.Contains("[Collection(SharedTarget.Name)]", StringComparison.Ordinal) || file.Text.Contains("[Collection(Alone.Name)]", StringComparison.Ordinal), file.Name));
    }

    [Theory]
    [InlineData("ConcurrentOperations")]
    [InlineData("IntegrationLatency")]
    [InlineData("WebSocketFanout")]
    public void What_measures_the_parts_together_runs_alone(string test) =>
        Assert.Contains("[Collection(AloneCollection.Name)]", File.ReadAllText(Path.Combine(Checkout.Root, "tests", "Lighthouse.Suites.Integration", $"{test}.cs")), StringComparison.Ordinal);

    [Theory]
    [InlineData("HmacForgery")]
    [InlineData("RateLimitBypass")]
    [InlineData("Penetration")]
    public void What_measures_times_and_floods_runs_alone(string test) =>
        Assert.Contains("[Collection(Alone.Name)]", File.ReadAllText(Path.Combine(Folder, $"{test}.cs")), StringComparison.Ordinal);

    [Fact]
    public void Only_suites_that_were_looked_at_run_side_by_side() =>
        Assert.Equal(["Lighthouse.Suites.Integration", "Lighthouse.Suites.Security"], Checkout.Projects.Select(project => Path.GetDirectoryName(project)!).Where(folder => Directory.EnumerateFiles(folder, "*.xunit.runner.json").Any()).Select(folder => Path.GetFileName(folder)).Order());
}
