using System.Text.Json;
using System.Text.RegularExpressions;
using Lighthouse.Security.Scanning.Sbom;
using Lighthouse.Testing;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Sbom;

public sealed class BillOfMaterialsTests
{
    private readonly JsonElement bill = JsonDocument.Parse(BillOfMaterials.Write(Checkout.Root, "Lighthouse.Pipeline", "0.1.0").Json).RootElement;

    [Fact]
    public void It_keeps_the_rules_of_CycloneDX()
    {
        Assert.Equal(("CycloneDX", "1.6", 1), (Text(bill, "bomFormat"), Text(bill, "specVersion"), bill.GetProperty("version").GetInt32()));
        Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", Text(bill, "serialNumber"));
        foreach (var component in Components())
        {
            Assert.Contains(Text(component, "type"), new[] { "library", "application" });
            Assert.NotEmpty(Text(component, "name"));
            Assert.NotEmpty(Text(component, "version"));
        }

        var references = Components().Select(one => Text(one, "bom-ref")).Append(Text(bill.GetProperty("metadata").GetProperty("component"), "bom-ref")).ToList();
        Assert.Equal(references.Count, references.Distinct().Count());
        foreach (var dependency in bill.GetProperty("dependencies").EnumerateArray())
        {
            Assert.Contains(Text(dependency, "ref"), references);
            Assert.All(dependency.GetProperty("dependsOn").EnumerateArray(), on => Assert.Contains(on.GetString(), references));
        }
    }

    [Fact]
    public void Every_locked_package_is_in_it_with_its_hash_and_licence()
    {
        var npgsql = Components().Single(component => Text(component, "name") == "Npgsql");
        Assert.StartsWith("pkg:nuget/Npgsql@", Text(npgsql, "purl"), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{128}$", Text(npgsql.GetProperty("hashes")[0], "content"));
        var locked = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src"), "packages.lock.json", SearchOption.AllDirectories)
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "\"resolved\"").Select(_ => file)).Count();
        Assert.InRange(Components().Count(component => component.TryGetProperty("purl", out _)), 10, locked);
    }

    [Fact]
    public void The_same_packages_give_the_same_bytes() =>
        Assert.Equal(BillOfMaterials.Write(Checkout.Root, "a", "1").Json, BillOfMaterials.Write(Checkout.Root, "a", "1").Json);

    private IEnumerable<JsonElement> Components() => bill.GetProperty("components").EnumerateArray();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
