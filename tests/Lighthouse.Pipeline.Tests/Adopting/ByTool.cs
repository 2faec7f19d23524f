namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>dotnet tool install: a team without Cake, a service and a suite without .NET.</summary>
[Collection(PackagesCollection.Name)]
public sealed class ByTool(Packages packages)
{
    [Fact]
    public async Task A_service_in_any_language_gets_a_GO_and_a_NO_GO_when_it_is_slow()
    {
        using var folder = new EmptyFolder(packages);
        folder.Take("any-language");
        await Tutorial.FollowAsync("The tool", folder, packages);
    }

    [Fact]
    public async Task A_version_that_the_folder_does_not_have_is_one_error_and_installs_nothing()
    {
        using var folder = new EmptyFolder(packages);
        var install = Assert.Single(Tutorial.CommandsOf("The tool"), command => command.StartsWith("dotnet tool install", StringComparison.Ordinal));
        Assert.Contains("--version 0.1.0", install, StringComparison.Ordinal);
        var wrong = await folder.ShellAsync(install.Replace("--version 0.1.0", "--version 99.0.0", StringComparison.Ordinal), ("PACKAGES", packages.Folder));
        wrong.Require(1);
        Assert.Single(wrong.All.Split('\n'), line => line.Contains("99.0.0", StringComparison.Ordinal) && line.Contains("Lighthouse.Tool", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotMatch(@"(?m)^\s+at [^ (]+\(", wrong.All);
        Assert.False(File.Exists(folder["tools/lighthouse"]), "something was installed");
    }
}
