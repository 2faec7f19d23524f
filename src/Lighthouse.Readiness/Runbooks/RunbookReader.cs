using System.Security.Cryptography;
using Lighthouse.Readiness.Runbooks.Reading;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks;

/// <summary>Reads a runbook from YAML and refuses one with a mistake.</summary>
public static class RunbookReader
{
    /// <summary>Reads a runbook file.</summary>
    /// <param name="path">The file; at most 1,000,000 bytes of UTF-8.</param>
    /// <exception cref="RunbookException">The file is missing, is no YAML, or says something that is not allowed.</exception>
    public static Runbook ReadFile(string path) => Read(RunbookSource.ReadFile(path), path);

    /// <summary>Reads a runbook from text; <paramref name="path"/> is used in messages.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">What messages call it.</param>
    /// <exception cref="RunbookException">The text is no YAML, or says something that is not allowed.</exception>
    public static Runbook Read(ReadOnlyMemory<byte> utf8, string path)
    {
        var mistakes = new Mistakes(path);
        var root = new NodeComposer(path, mistakes).Compose(RunbookSource.Decode(utf8.Span, mistakes, path));
        var runbook = ReadSections(root, Convert.ToHexStringLower(SHA256.HashData(utf8.Span)), path, mistakes);
        mistakes.ThrowIfAny();
        return runbook ?? throw new InvalidOperationException("LH2000: a runbook without a mistake was not built.");
    }

    // The order matters: criteria need the metrics, planned gates the days, the decision both.
    private static Runbook? ReadSections(Node root, string digest, string path, Mistakes mistakes)
    {
        if (MapReader.Open(root, KeySet.Runbook, mistakes) is not { } map)
            return null;
        var context = new ReadingContext(mistakes);
        var name = map.Text("name", TextForm.Id);
        var title = map.Text("title", TextForm.Sentence);
        var metrics = MetricsSection.Read(map.Find("metrics"), context);
        var days = DaysSection.Read(map, context);
        var planned = PlannedSection.Read(map, context);
        var target = TargetSection.Read(map.Find("target"), mistakes);
        var build = map.Find("build_command") is null ? "./build.sh" : map.Text("build_command", TextForm.Sentence);
        if (DecisionSection.Read(map.Find("decision"), context) is not { } decision)
            return null;
        var runbook = new Runbook(name, title, digest, path, metrics, days, planned, decision) { Target = target, BuildCommand = build };
        ErrorBudgetSection.Check(runbook, mistakes);
        return runbook;
    }
}
