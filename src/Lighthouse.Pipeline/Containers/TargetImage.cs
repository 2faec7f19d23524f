using System.Text.RegularExpressions;
using Cake.Docker;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Containers;

/// <summary>Gets the image of a container: built, found or fetched.</summary>
internal static partial class TargetImage
{
    // Kept after the run: the next day's build finds its layers, and gives the same id as long as nothing changed.
    private const string Tag = "lighthouse-target";

    /// <summary>The image's id, <c>sha256:</c> and 64 digits: whatever its tag names later, this is what was measured.</summary>
    /// <exception cref="TargetException">It cannot be had.</exception>
    public static string Obtain(DockerEngine engine, ContainerImage image) => image switch
    {
        BuiltImage built => Build(engine, built),
        NamedImage named => Find(engine, named) ?? Fetch(engine, named),
        _ => throw new InvalidOperationException($"'{image.GetType()}' is no known kind of image."),
    };

    private static string Build(DockerEngine engine, BuiltImage built)
    {
        if (!File.Exists(built.Dockerfile))
            throw new TargetException($"LH4018: the target's Dockerfile '{built.Dockerfile}' is missing.");
        if (!Directory.Exists(built.BuildContext))
            throw new TargetException($"LH4018: the target's build context '{built.BuildContext}' is no folder.");
        var options = new DockerImageBuildSettings { File = built.Dockerfile, Quiet = true, Tag = [Tag] };
        return IdIn(engine.Do("docker image build", options, (context, settings) => context.DockerBuild(settings, built.BuildContext), DockerEngine.ImageLimit))
            ?? throw new TargetException($"LH4018: the build of '{built.Dockerfile}' told no image id.");
    }

    private static string? Find(DockerEngine engine, NamedImage named)
    {
        try
        {
            var options = new DockerInspectSettings { Type = "image", Format = "{{.Id}}" };
            return IdIn(engine.Do("docker inspect", options, (context, settings) => context.DockerInspect(settings, named.Reference)));
        }
        catch (TargetException)
        {
            return null;
        }
    }

    private static string Fetch(DockerEngine engine, NamedImage named)
    {
        engine.Do("docker pull", new DockerImagePullSettings { Quiet = true }, (context, settings) => context.DockerPull(settings, named.Reference), DockerEngine.ImageLimit);
        return Find(engine, named) ?? throw new TargetException($"LH4018: the image '{named.Reference}' was fetched and is not there.");
    }

    private static string? IdIn(IReadOnlyList<string> printed) => printed.LastOrDefault(line => IdForm().IsMatch(line));

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z")]
    private static partial Regex IdForm();
}
