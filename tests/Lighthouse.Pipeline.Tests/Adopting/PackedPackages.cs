using System.IO.Compression;
using System.Xml.Linq;
using Lighthouse.Pipeline.Tests.Whole;

namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>What the packages say and hold.</summary>
[Collection(PackagesCollection.Name)]
public sealed class PackedPackages(Packages packages)
{
    private static readonly string[] Libraries =
    [
        "Lighthouse.Bridge.Client", "Lighthouse.Chaos", "Lighthouse.Docker", "Lighthouse.Frosting", "Lighthouse.Load", "Lighthouse.Pipeline", "Lighthouse.Readiness", "Lighthouse.Security",
        "Lighthouse.Suites", "Lighthouse.Targets",
    ];

    public static TheoryData<string> Ids => [.. Libraries, "Lighthouse.Templates", "Lighthouse.Tool"];

    public static TheoryData<string> LibraryIds => [.. Libraries];

    [Theory, MemberData(nameof(Ids))]
    public void Says_who_made_it_of_what_under_which_licence(string id)
    {
        using var package = ZipFile.OpenRead(packages.Find(id));
        var nuspec = Nuspec(package);
        Assert.Equal("MIT", Text(nuspec, "license"));
        Assert.Equal(("icon.png", "README.md"), (Text(nuspec, "icon"), Text(nuspec, "readme")));
        Assert.All(["icon.png", "README.md", "LICENSE"], file => Assert.NotNull(package.GetEntry(file)));
        Assert.NotEmpty(Text(nuspec, "description"));
        Assert.NotEmpty(Text(nuspec, "tags"));
        var repository = nuspec.Descendants().Single(element => element.Name.LocalName == "repository");
        Assert.Equal("git", (string?)repository.Attribute("type"));
        Assert.Matches("^[0-9a-f]{40}$", (string?)repository.Attribute("commit"));
        Assert.DoesNotContain(Checkout.Root, nuspec.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(LibraryIds))]
    public void Explains_its_members_and_has_symbols(string id)
    {
        using var package = ZipFile.OpenRead(packages.Find(id));
        var assembly = id switch { "Lighthouse.Frosting" => "Cake.Frosting", "Lighthouse.Docker" => "Cake.Docker", _ => id };
        Assert.NotNull(package.GetEntry($"lib/net10.0/{assembly}.dll"));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{assembly}.xml"));
        using var symbols = ZipFile.OpenRead(packages.Find(id, "snupkg"));
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{assembly}.pdb"));
    }

    [Fact]
    public void The_addin_leaves_the_choice_of_Cake_to_the_build_that_uses_it()
    {
        using var package = ZipFile.OpenRead(packages.Find("Lighthouse.Pipeline"));
        var nuspec = Nuspec(package);
        var dependencies = nuspec.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string?)element.Attribute("id")).Order().ToList();
        Assert.Contains("Lighthouse.Readiness", dependencies);
        Assert.DoesNotContain(dependencies, id => id!.Contains("Cake", StringComparison.OrdinalIgnoreCase) || id.Contains("Frosting", StringComparison.OrdinalIgnoreCase) || id.Contains("Spectre", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("cake-addin", Text(nuspec, "tags"), StringComparison.Ordinal);
        Assert.All(["build", "buildTransitive", "buildMultiTargeting"], folder => Assert.NotNull(package.GetEntry($"{folder}/Lighthouse.Pipeline.targets")));
        Assert.NotNull(package.GetEntry("tools/net10.0/any/lighthouse.dll"));
    }

    [Fact]
    public async Task Packing_again_gives_the_same_bytes()
    {
        using var again = new TemporaryFolder();
        var outcome = await BuildHost.RunAsync("--target=Pack", "--exclusive", $"--artifacts={again.Path}");
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        var first = Directory.GetFiles(packages.Folder).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(first.Select(Path.GetFileName), Directory.GetFiles(again["packages"]).Order(StringComparer.Ordinal).Select(Path.GetFileName));
        Assert.All(first, file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(again[$"packages/{Path.GetFileName(file)}"])));
    }

    private static XDocument Nuspec(ZipArchive package)
    {
        using var content = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(content);
    }

    private static string Text(XDocument nuspec, string name) => nuspec.Descendants().Single(element => element.Name.LocalName == name).Value;
}
