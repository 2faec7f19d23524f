using Lighthouse.Pipeline.Tests.Whole;

namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>The packages of this checkout, packed once for all tests by the build's own task.</summary>
public sealed class Packages : IAsyncLifetime
{
    private readonly TemporaryFolder artifacts = new();

    /// <summary>The packages folder.</summary>
    public string Folder => Path.Combine(artifacts.Path, "packages");

    public async ValueTask InitializeAsync()
    {
        var outcome = await BuildHost.RunAsync("--target=Pack", "--exclusive", $"--artifacts={artifacts.Path}");
        Assert.True(outcome.ExitCode == 0, outcome.Output);
    }

    public ValueTask DisposeAsync()
    {
        artifacts.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The one package of that id.</summary>
    public string Find(string id, string extension = "nupkg") => Assert.Single(
        Directory.GetFiles(Folder, $"{id}.*.{extension}"), file => char.IsAsciiDigit(Path.GetFileName(file)[id.Length + 1]));
}

/// <summary>Tests that use the packages.</summary>
[CollectionDefinition(Name)]
public sealed class PackagesCollection : ICollectionFixture<Packages>
{
    public const string Name = "packages";
}
