using System.Text.RegularExpressions;

namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>dotnet build -t:GoNoGo in a project that references the package.</summary>
[Collection(PackagesCollection.Name)]
public sealed class ByMsBuild(Packages packages)
{
    private const string Reference =
        """<PackageReference Include="Lighthouse.Pipeline" Version="0.1.0" PrivateAssets="all" IncludeAssets="build; buildMultitargeting; buildTransitive" />""";

    private static string Project(string frameworks) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>{frameworks}</PropertyGroup>
          <ItemGroup>{Reference}</ItemGroup>
        </Project>
        """;

    [Theory]
    [InlineData("<TargetFramework>net10.0</TargetFramework>")]
    [InlineData("<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>")]
    public async Task A_project_decides_once_whatever_it_targets(string frameworks)
    {
        using var folder = new EmptyFolder(packages);
        folder.Take("any-language");
        folder.Write("Orders.csproj", Project(frameworks));
        folder.Write("Orders.cs", "namespace Orders { public static class Nothing { } }");

        var outcome = await Tutorial.FollowAsync("MSBuild", folder, packages);
        // One run a command, not one a framework.
        Assert.Equal(2, Regex.Matches(outcome.Output, "Run [0-9a-f]{32} of runbook readiness").Count);
        Assert.False(File.Exists(folder["bin/Debug/net10.0/Lighthouse.Pipeline.dll"]), "the package left an assembly in the project's output");
    }

    [Fact]
    public async Task A_missed_gate_is_an_error_at_its_criterion()
    {
        using var folder = new EmptyFolder(packages);
        folder.Take("any-language");
        folder.Write("Orders.csproj", Project("<TargetFramework>net10.0</TargetFramework>"));
        var line = Array.FindIndex(await File.ReadAllLinesAsync(folder["readiness.yaml"], TestContext.Current.CancellationToken), text => text.Contains("orders.latency.p95", StringComparison.Ordinal)) + 1;

        var slow = await folder.ShellAsync("dotnet build -t:Performance -restore -nologo -v:m", ("SERVICE_DELAY_MS", "300"));
        slow.Require(1);
        Assert.Matches($@"readiness\.yaml\({line},\d+\): error LH5307: gate 'order-latency' Failed: ", slow.Output);

        folder.Write("readiness.yaml", (await File.ReadAllTextAsync(folder["readiness.yaml"], TestContext.Current.CancellationToken)).Replace("severity: critical", "severity: huge", StringComparison.Ordinal));
        var invalid = await folder.ShellAsync("dotnet build -t:GoNoGo -nologo -v:m");
        invalid.Require(1);
        Assert.Matches(@"readiness\.yaml\(\d+,\d+\): error LH2022: ", invalid.Output);
    }

    [Fact]
    public async Task A_version_that_the_folder_does_not_have_is_one_error_and_decides_nothing()
    {
        using var folder = new EmptyFolder(packages);
        folder.Take("any-language");
        folder.Write("Orders.csproj", Project("<TargetFramework>net10.0</TargetFramework>").Replace("0.1.0", "99.0.0", StringComparison.Ordinal));
        var wrong = await folder.ShellAsync("dotnet build -t:GoNoGo -restore -nologo -v:m");
        wrong.Require(1);
        Assert.Single(wrong.All.Split('\n').Select(line => line.Trim()).Where(line => line.Contains(": error ", StringComparison.Ordinal)).Distinct(), line => line.Contains("error NU1102: ", StringComparison.Ordinal) && line.Contains("Lighthouse.Pipeline", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"(?m)^\s+at [^ (]+\(", wrong.All);
        Assert.False(Directory.Exists(folder["artifacts"]), "a decision was begun");
    }
}
