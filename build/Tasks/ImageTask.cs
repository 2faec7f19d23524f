using Cake.Core;
using Cake.Frosting;
using Lighthouse.Pipeline;

namespace Lighthouse.Build.Tasks;

/// <summary>Builds the container image of the bridge and saves it, for <c>--image</c>.</summary>
[TaskName("Image")]
[TaskDescription("Builds the container image and saves it as artifacts/image/bridge.tar; needs a Docker engine")]
public sealed class ImageTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var image = new ShippedImage(context);
        var archive = Path.Combine(context.Session.Run.Folder.Artifacts, "image", "bridge.tar");
        context.Session.Log.Information("The image is saved as {Archive}", image.Build(archive));
    }
}
