using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lighthouse.Chaos.Plans;
using Lighthouse.Testing;

namespace Lighthouse.Instruments.Tests.Chaos.Plans;

/// <summary>What is exported is held to what the Chaos Toolkit checks.</summary>
public sealed partial class ToolkitExportTests
{
    private static readonly string s_everything = """
        version: "1.0.0"
        title: Everything that can be written
        description: Each kind of provider, tolerance and pause
        tags:
          - first
        steady-state-hypothesis:
          title: All is well
          probes:
            - { "type": "probe", "name": "true", "tolerance": true, "provider": { "type": "python", "module": "m", "func": "f" } }
            - { "type": "probe", "name": "status", "tolerance": 200, "provider": { "type": "http", "url": "http://127.0.0.1:1/", "headers": { "A": "b" }, "timeout": 3 } }
            - { "type": "probe", "name": "text", "tolerance": "OK", "provider": { "type": "process", "path": "ask", "arguments": { "-v": "" } } }
            - { "type": "probe", "name": "half", "tolerance": 0.5, "provider": { "type": "python", "module": "m", "func": "g" } }
            - { "type": "probe", "name": "bounds", "tolerance": [1.5, 2], "provider": { "type": "python", "module": "m", "func": "g" } }
            - { "type": "probe", "name": "range", "tolerance": { "type": "range", "range": [0, 0.5], "target": "lag" }, "provider": { "type": "python", "module": "m", "func": "g" } }
            - { "type": "probe", "name": "regex", "tolerance": { "type": "regex", "pattern": "^O" }, "provider": { "type": "python", "module": "m", "func": "g" } }
        method:
          - { "type": "action", "name": "do", "background": true, "pauses": { "before": 0.5, "after": 1 }, "provider": { "type": "python", "module": "m", "func": "h", "arguments": { "seconds": 1 } } }
          - ref: half
        rollbacks:
          - { "type": "action", "name": "undo", "provider": { "type": "process", "path": "undo" } }
        """;

    public static TheoryData<string> Documented =>
        [.. YamlBlock().Matches(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "chaos-day.md"))).Select(match => match.Groups[1].Value).Append(s_everything)];

    [Theory]
    [MemberData(nameof(Documented))]
    public void What_is_exported_keeps_the_toolkits_rules(string yaml) => Assert.Empty(ToolkitRules.Broken(JsonNode.Parse(ExperimentPlan.FromYaml(yaml).ToJson())));

    [Fact]
    public void The_page_has_an_experiment_for_links_and_one_for_containers() => Assert.Equal(3, Documented.Count);

    [Fact]
    public void A_number_with_a_fraction_is_exported_as_the_range_that_it_is()
    {
        var plan = ExperimentPlan.FromJson(ExperimentPlan.FromYaml(s_everything).ToJson());
        var tolerance = plan.SteadyState.Probes[3].Tolerance!;
        Assert.True(tolerance.Allows(0.5));
        Assert.False(tolerance.Allows(0.6));
    }

    [Theory]
    [InlineData("title", "\"\"")]
    [InlineData("description", null)]
    [InlineData("tags", """[""]""")]
    [InlineData("method", null)]
    [InlineData("method", """[{ "ref": "nobody" }]""")]
    [InlineData("method", "[{}]")]
    [InlineData("method", """[{ "type": "wish", "name": "n", "provider": { "type": "process", "path": "p" } }]""")]
    [InlineData("method", """[{ "type": "action", "name": "n", "provider": { "type": "magic" } }]""")]
    [InlineData("method", """[{ "type": "action", "name": "n", "background": "no", "provider": { "type": "process", "path": "p" } }]""")]
    [InlineData("method", """[{ "type": "action", "name": "n", "pauses": { "after": "long" }, "provider": { "type": "process", "path": "p" } }]""")]
    [InlineData("method", """[{ "type": "action", "name": "n", "provider": { "type": "python", "module": "m" } }]""")]
    [InlineData("rollbacks", """[{ "type": "action", "provider": { "type": "process", "path": "p" } }]""")]
    [InlineData("steady-state-hypothesis", """{ "probes": [] }""")]
    [InlineData("steady-state-hypothesis", """{ "title": "t", "probes": [{ "type": "probe", "name": "n", "provider": { "type": "http", "url": "u" } }] }""")]
    [InlineData("steady-state-hypothesis", """{ "title": "t", "probes": [{ "type": "probe", "name": "n", "tolerance": 0.5, "provider": { "type": "http", "url": "u" } }] }""")]
    [InlineData("steady-state-hypothesis", """{ "title": "t", "probes": [{ "type": "probe", "name": "n", "tolerance": { "type": "range", "range": [1] }, "provider": { "type": "http", "url": "u" } }] }""")]
    public void The_rules_find_what_the_toolkit_refuses(string member, string? value)
    {
        var root = (JsonObject)JsonNode.Parse(ExperimentPlan.FromYaml(s_everything).ToJson())!;
        root.Remove(member);
        if (value is not null)
            root[member] = JsonNode.Parse(value);
        Assert.NotEmpty(ToolkitRules.Broken(root));
    }

    [GeneratedRegex("^```yaml\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex YamlBlock();
}
