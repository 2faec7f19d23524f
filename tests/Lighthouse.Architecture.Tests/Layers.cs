using System.Xml.Linq;

namespace Lighthouse.Architecture.Tests;

/// <summary>References point down only, and the judged never knows the judge.</summary>
public sealed class Layers
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Cake.Docker"] = [],
        ["Cake.Frosting"] = [],
        ["Lighthouse.Readiness"] = ["Handlebars.Net", "MathNet.Numerics", "YamlDotNet"],
        ["Lighthouse.Load"] = [],
        ["Lighthouse.Chaos"] = [],
        ["Lighthouse.Security"] = [],
        ["Lighthouse.Targets"] = [],
        ["Lighthouse.Bridge"] = ["Npgsql", "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "Polly.Core", "Serilog", "Serilog.Sinks.Console", "Serilog.Sinks.File"],
        ["Lighthouse.Bridge.Client"] = [],
        ["Lighthouse.Pipeline"] = ["Cake.Docker", "Cake.Frosting", "Lighthouse.Chaos", "Lighthouse.Readiness", "Lighthouse.Targets", "Serilog", "Serilog.Sinks.Console", "Serilog.Sinks.File"],
        ["Lighthouse.Tool"] = ["Cake.Frosting", "Lighthouse.Load", "Lighthouse.Pipeline"],
        ["Lighthouse.Templates"] = [],
        ["Build"] = ["Cake.Docker", "Cake.Frosting", "Lighthouse.Pipeline"],
        ["Lighthouse.Suites"] =
            ["Lighthouse.Bridge.Client", "Lighthouse.Readiness", "Lighthouse.Targets", "xunit.v3.assert", "xunit.v3.extensibility.core"],
        ["Lighthouse.Suites.Security"] = ["Lighthouse.Load", "Lighthouse.Security", "Lighthouse.Suites", "xunit.v3"],
        ["Lighthouse.Suites.Performance"] =
            ["Lighthouse.Chaos", "Lighthouse.Load", "Lighthouse.Suites", "Microsoft.Diagnostics.NETCore.Client", "Microsoft.Diagnostics.Tracing.TraceEvent", "xunit.v3"],
        ["Lighthouse.Suites.Resilience"] = ["Lighthouse.Chaos", "Lighthouse.Load", "Lighthouse.Suites", "xunit.v3"],
        ["Lighthouse.Suites.Integration"] = ["Lighthouse.Load", "Lighthouse.Suites", "xunit.v3"],
        ["Lighthouse.Suites.Misbehaving"] = ["Lighthouse.Suites", "xunit.v3"],
        ["Lighthouse.Bridge.Defects"] = ["Lighthouse.Bridge"],
        ["Lighthouse.Benchmarks"] =
            ["Lighthouse.Bridge", "Lighthouse.Bridge.Client", "Lighthouse.Chaos", "Lighthouse.Load", "Lighthouse.Readiness", "Lighthouse.Targets", "Npgsql"],
    };

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    [Theory, MemberData(nameof(Rooms))]
    public void A_room_references_only_what_its_layer_allows(string room)
    {
        var path = Assert.Single(Checkout.Projects, project => Path.GetFileNameWithoutExtension(project) == room);
        Assert.Empty(ReferencesOf(path).Except(Allowed[room]));
    }

    [Fact]
    public void Every_project_is_a_room_with_a_rule_or_a_test_program()
    {
        var unknown = Checkout.Projects.Select(Path.GetFileNameWithoutExtension).Where(name => !Allowed.ContainsKey(name!) && !name!.EndsWith(".Tests", StringComparison.Ordinal));
        Assert.Empty(unknown);
    }

    [Fact]
    public void Only_its_own_tests_know_the_defects()
    {
        var users = Checkout.Projects.Where(project => ReferencesOf(project).Contains("Lighthouse.Bridge.Defects")).Select(Checkout.Relative);
        Assert.DoesNotContain(users, user => user.StartsWith("src/", StringComparison.Ordinal) || user.StartsWith("build/", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Checkout.Root, "Lighthouse.Pipeline.sln")).Replace('\\', '/');
        Assert.All(Checkout.Projects, project => Assert.Contains(Checkout.Relative(project), solution, StringComparison.Ordinal));
    }

    [Fact]
    public void No_project_pins_a_version_of_its_own()
    {
        Assert.All(Checkout.Projects, project => Assert.All(
            XDocument.Load(project).Descendants("PackageReference"), reference => Assert.Null(reference.Attribute("Version"))));
    }

    private static IEnumerable<string> ReferencesOf(string project)
    {
        var document = XDocument.Load(project);
        return document.Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!)
            .Concat(document.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/'))));
    }
}
