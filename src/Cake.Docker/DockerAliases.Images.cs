using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Builds an image of a folder with a Dockerfile.</summary>
    /// <param name="context">The context.</param>
    /// <param name="path">The folder.</param>
    [CakeMethodAlias]
    public static void DockerBuild(this ICakeContext context, string path) => DockerBuild(context, null, path);

    /// <summary>Builds an image of a folder.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="path">The folder.</param>
    [CakeMethodAlias]
    public static void DockerBuild(this ICakeContext context, DockerImageBuildSettings? settings, string path) => Run(context, "image build", settings, Named(path));

    /// <summary>Fetches an image.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="imageReference">Its name, with a tag or a digest.</param>
    [CakeMethodAlias]
    public static void DockerPull(this ICakeContext context, DockerImagePullSettings? settings, string imageReference) => Run(context, "pull", settings, Named(imageReference));

    /// <summary>Removes images.</summary>
    /// <param name="context">The context.</param>
    /// <param name="images">Their names or ids.</param>
    [CakeMethodAlias]
    public static void DockerRmi(this ICakeContext context, params string[] images) => DockerRemove(context, null, images);

    /// <summary>Removes images.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options.</param>
    /// <param name="images">Their names or ids.</param>
    [CakeMethodAlias]
    public static void DockerRemove(this ICakeContext context, DockerImageRemoveSettings? settings, params string[] images) => Run(context, "rmi", settings, Named(images));

    /// <summary>Saves images as an archive.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">Options; <c>Output</c> names the file.</param>
    /// <param name="images">Their names or ids.</param>
    [CakeMethodAlias]
    public static void DockerSave(this ICakeContext context, DockerImageSaveSettings? settings, params string[] images) => Run(context, "save", settings, Named(images));
}
