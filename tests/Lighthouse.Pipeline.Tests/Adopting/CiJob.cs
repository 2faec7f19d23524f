using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>A job of a CI file: of a workflow, or a stage of Azure Pipelines.</summary>
internal sealed partial record CiJob(string Name, YamlMappingNode Node)
{
    public string Text => Node.ToString();

    public IReadOnlyList<string> Commands => [.. Steps(Node).OfType<YamlMappingNode>().Select(CommandOf).OfType<string>()];

    /// <summary>The days that it measures: those of its matrix, or the one that its command names.</summary>
    public IReadOnlyList<string> Days => Node.AllNodes.OfType<YamlMappingNode>().FirstOrDefault(map => map.Children.ContainsKey("day")) is { } matrix
        ? Names(matrix, "day")
        : [.. Commands.Where(command => command.Contains("--run-id=", StringComparison.Ordinal)).Select(command => Target().Match(command).Groups[1].Value)];

    public static List<CiJob> Of(string file)
    {
        var root = Root(file);
        return root.Children.TryGetValue("jobs", out var jobs)
            ? [.. ((YamlMappingNode)jobs).Children.Select(job => new CiJob((string)job.Key!, (YamlMappingNode)job.Value))]
            : [.. ((YamlSequenceNode)root["stages"]).Children.Cast<YamlMappingNode>().Select(stage => new CiJob((string)stage["stage"]!, stage))];
    }

    public static YamlMappingNode Root(string file)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Checkout.Root, file));
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    public static IEnumerable<YamlNode> Steps(YamlNode node) => node.AllNodes.OfType<YamlMappingNode>().Where(map => map.Children.ContainsKey("steps")).SelectMany(map => ((YamlSequenceNode)map["steps"]).Children);

    public static string? CommandOf(YamlMappingNode step) => new[] { "run", "script" }.Where(key => step.Children.ContainsKey(key)).Select(key => (string)step[key]!).FirstOrDefault();

    public static IReadOnlyList<string> Names(YamlMappingNode node, string key) => !node.Children.TryGetValue(key, out var value) ? []
        : value is YamlSequenceNode list ? [.. list.Children.Select(item => (string)item!)] : [(string)value!];

    [GeneratedRegex("--target=([A-Za-z]+)")]
    private static partial Regex Target();
}
