using System.Text;
using Lighthouse.Security.Scanning.Secrets;

namespace Lighthouse.Security.Scanning.Container;

/// <summary>Looks for secrets in every layer, also where a later one removes the file, and in what the configuration says.</summary>
/// <param name="allowed">What is no secret.</param>
internal sealed class ImageSecrets(AllowList allowed)
{
    private readonly SecretDetector _detector = new();
    private readonly List<(ImageEntry Entry, SecretHit Hit)> _hits = [];

    /// <summary>Looks at a file of a layer.</summary>
    public void Look(ImageEntry entry, byte[] content) => _hits.AddRange(TextsOf(entry, content).SelectMany(_detector.Find).DistinctBy(hit => hit.Value).Select(hit => (entry, hit)));

    /// <summary>What was found, after all layers were looked at.</summary>
    public IEnumerable<ScanFinding> Run(ContainerImage image)
    {
        var layers = image.Description.Layers.Count;
        var inFiles = _hits.Select(found => Finding(
            found.Hit, $"/{found.Entry.Path}{(IsThere(image, found.Entry) ? "" : $", in layer {found.Entry.Layer} of {layers}, which a later layer hides and everybody can read")}", found.Entry.Path));
        var configuration = image.Description.Configuration;
        return inFiles
            .Concat(Said(configuration.Environment, "the environment"))
            .Concat(Said(configuration.Labels, "the labels"))
            .Concat(Said(configuration.Command.SelectMany(Words), "the command"))
            .Concat(Said(configuration.History.SelectMany(Words), "the history"))
            .DistinctBy(finding => (finding.Rule, finding.Title));
    }

    private static bool IsThere(ContainerImage image, ImageEntry entry) => image.Files.At(entry.Path)?.Layer == entry.Layer;

    private IEnumerable<ScanFinding> Said(IEnumerable<string> texts, string place) => texts.SelectMany(_detector.Find).Select(hit => Finding(hit, place, place));

    // A command sets variables in its midst; each looks like a line of its own then.
    private static IEnumerable<string> Words(string text) => text.Split([' ', '\t', '\n', ';', '&', '|']).Prepend(text).Where(word => word.Length > 0);

    // A managed program holds its texts as UTF-16, at odd places and at even ones.
    private static IEnumerable<string> TextsOf(ImageEntry entry, byte[] content)
    {
        yield return TrackedFiles.TextOf(content);
        if (entry.Program == ProgramKind.Managed)
        {
            yield return Encoding.Unicode.GetString(content);
            yield return Encoding.Unicode.GetString(content.AsSpan(1));
        }
    }

    private ScanFinding Finding(SecretHit hit, string where, string file)
    {
        var rule = hit.Pattern.Name;
        var digest = AllowList.DigestOf(rule, hit.Value);
        return new ScanFinding(
            $"image-{rule}", $"{hit.Pattern.Title} {SecretScanner.Masked(hit.Value)} in {where}", hit.Pattern.Severity, ["CWE-798"], file, null,
            "Revoke it where it was issued: who has the image has it. Then build without it: give it at run time, or as a build secret (RUN --mount=type=secret); "
            + $"removing the file in a later layer does not take it out. If it is none, allow it with rule {rule}, file image:{file} and digest {digest}.",
            allowed.ExcuseFor(rule, $"image:{file}", digest));
    }
}
