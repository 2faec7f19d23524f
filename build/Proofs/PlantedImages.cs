using System.Formats.Tar;
using System.Text.Json.Nodes;

namespace Lighthouse.Build.Proofs;

/// <summary>A defect that is planted in a copy of the saved image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="What">What is wrong, one sentence.</param>
/// <param name="Plant">Changes the image.</param>
internal sealed record PlantedImage(string Name, string What, Action<SavedImage> Plant);

/// <summary>The defects that prove the scan of the container image.</summary>
internal static class PlantedImages
{
    /// <summary>The gate that must fail with each of them.</summary>
    public const string Gate = "scan-container";

    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    public static IReadOnlyList<PlantedImage> All { get; } =
    [
        new("image-secret-in-a-removed-layer", "A layer holds a token in a file that the next layer removes.", image => image
            .Add(LayerFile.Plain("app/deploy.env", $"{TokenVariable}={PlantedDefects.Token()}\n")).Add(LayerFile.Removed("app/deploy.env"))),
        new("image-secret-in-its-history", "A token was given to the build as an argument, and the history keeps it.", image =>
            image.History.Add(new JsonObject { ["created_by"] = $"RUN |1 {TokenVariable}={PlantedDefects.Token()} /bin/sh -c restore", ["empty_layer"] = true })),
        new("image-runs-as-user-0", "The image names its user by number, and the number is root's.", image => image.Settings["User"] = "0:10001"),
        new("image-vulnerable-transitive-package", "A second program in the image brings a package with a published weakness, which only its deps.json names.", image => image
            .Add(LayerFile.Plain("app/reports/Reports.deps.json", Dependencies("Reports", "Npgsql/8.0.2")))),
        new("image-setuid-file", "A program of the image runs as root, whoever starts it.", image => image
            .Add(new LayerFile("usr/bin/helper", "#!/app/Lighthouse.Bridge\n"u8.ToArray(), Executable | UnixFileMode.SetUser))),
        new("image-program-folder-open-to-all", "Everybody may put another program in the place of the bridge.", image => image
            .Add(new LayerFile("app", [], Everybody) { Type = TarEntryType.Directory })),
    ];

    private static string TokenVariable => "DEPLOY_" + "TOKEN";

    private static string Dependencies(string program, string package) => new JsonObject
    {
        ["targets"] = new JsonObject { [".NETCoreApp,Version=v10.0"] = new JsonObject { [$"{program}/1.0.0"] = new JsonObject(), [package] = new JsonObject() } },
        ["libraries"] = new JsonObject { [$"{program}/1.0.0"] = new JsonObject { ["type"] = "project" }, [package] = new JsonObject { ["type"] = "package" } },
    }.ToJsonString();
}
