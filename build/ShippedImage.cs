using Cake.Common;
using Cake.Core;
using Cake.Core.IO;
using Cake.Docker;
using Lighthouse.Pipeline;

namespace Lighthouse.Build;

/// <summary>The container image of the bridge, saved: given by <c>--image</c>, or built where a Docker engine answers.</summary>
/// <param name="context">The build.</param>
internal sealed class ShippedImage(LighthouseContext context)
{
    private const string Tag = "lighthouse-bridge-build";
    private readonly Lazy<string?> _missing = new(() => FindOut(context));
    private string? _archive;

    /// <summary>Why there can be no image here; null when there can.</summary>
    public string? Missing => _missing.Value;

    /// <summary>The archive that was given, or one that is built now, once.</summary>
    public string Archive() => _archive ??= context.Session.Run.Options.Image ?? Build(System.IO.Path.Combine(context.Session.Run.Folder.Scratch, "image", "bridge.tar"));

    /// <summary>Builds the image and saves it.</summary>
    /// <param name="archive">The file to write.</param>
    /// <returns>The file.</returns>
    /// <exception cref="PipelineException">It could not be built.</exception>
    public string Build(string archive)
    {
        var folder = System.IO.Path.GetDirectoryName(archive)!;
        var work = System.IO.Path.Combine(folder, "work");
        Directory.CreateDirectory(work);
        try
        {
            var script = System.IO.Path.Combine(Repository.Root, "src", "Lighthouse.Bridge", "build-image.sh");
            var code = context.StartProcess("bash", new ProcessSettings { Arguments = new ProcessArgumentBuilder().AppendQuoted(script).Append(Tag).AppendQuoted(work) });
            if (code != 0)
                throw new PipelineException(ExitCode.NoDecision, $"LH4122: the container image could not be built: '{script}' ended with {code}; see its output above.");
            context.DockerSave(new DockerImageSaveSettings { Output = archive }, Tag);
            context.DockerRmi(Tag);
            return archive;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static string? FindOut(LighthouseContext context)
    {
        if (context.Session.Run.Options.Image is { } given)
            return File.Exists(given) ? null : $"'{given}' is a folder; defects are planted in an archive, as docker save writes it";
        try
        {
            context.DockerPs(new DockerContainerPsSettings { Quiet = true });
            return null;
        }
        catch (CakeException problem)
        {
            return $"no image was given (--image=FILE), and no Docker engine answers that could build it ({problem.Message.ReplaceLineEndings(" ")})";
        }
    }
}
