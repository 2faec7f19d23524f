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
}
