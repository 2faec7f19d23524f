using System.Security.Cryptography;
using System.Text.Json;

namespace Lighthouse.Security.Scanning.Container;

/// <summary>What a saved image says of itself.</summary>
/// <param name="Name">Its name; its digest where it has none.</param>
/// <param name="Digest">SHA-256 of its configuration, in hex: its id.</param>
/// <param name="Configuration">Its configuration.</param>
/// <param name="Layers">Its layers, the lowest first, as files of the archive.</param>
internal sealed record ImageDescription(string Name, string Digest, ImageConfiguration Configuration, IReadOnlyList<string> Layers)
{
    private const string DockerManifest = "manifest.json", OciIndex = "index.json";
    private const int DeepestIndex = 3;

    /// <summary>Reads it. Docker's own manifest first, which every <c>docker save</c> writes; else the index of an OCI layout.</summary>
    /// <exception cref="ScanException">It is no image, more than one, or not what its digest says.</exception>
    public static ImageDescription Read(IImageFiles files)
    {
        var (name, config, layers) = files.Has(DockerManifest) ? FromDocker(files) : files.Has(OciIndex) ? FromIndex(files)
            : throw new ScanException($"LHS5721: the archive has neither {DockerManifest} nor {OciIndex}: it is no saved image (docker save IMAGE --output FILE).");
        if (layers.Count is 0 or > ImageLimits.MostLayers)
            throw new ScanException($"LHS5722: the image has {layers.Count} layers; 1 to {ImageLimits.MostLayers} are allowed.");
        var content = Content(files, config);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        if (ImagePath.Name(config).Split('.')[0] is { Length: 64 } said && said != digest)
            throw new ScanException("LHS5723: the image's configuration is not what its digest says; the archive is damaged or was edited.");
        var configuration = ImageConfiguration.Read(content);
        if (configuration.LayerDigests.Count != layers.Count)
            throw new ScanException($"LHS5724: the image has {layers.Count} layers and its configuration names {configuration.LayerDigests.Count}.");
        return new ImageDescription(name ?? $"sha256:{digest[..12]}", digest, configuration, layers);
    }

    private static (string? Name, string Config, IReadOnlyList<string> Layers) FromDocker(IImageFiles files)
    {
        using var manifest = JsonDocument.Parse(Content(files, DockerManifest));
        if (manifest.RootElement.GetArrayLength() != 1)
            throw new ScanException($"LHS5725: the archive holds {manifest.RootElement.GetArrayLength()} images; save the one that is shipped.");
        var image = manifest.RootElement[0];
        var tags = image.TryGetProperty("RepoTags", out var names) && names.ValueKind == JsonValueKind.Array ? names.EnumerateArray().Select(tag => tag.GetString()) : [];
        return (tags.FirstOrDefault(), image.GetProperty("Config").GetString()!, [.. image.GetProperty("Layers").EnumerateArray().Select(layer => layer.GetString()!)]);
    }

    private static (string? Name, string Config, IReadOnlyList<string> Layers) FromIndex(IImageFiles files)
    {
        var (place, name) = (OciIndex, (string?)null);
        for (var depth = 0; depth < DeepestIndex; depth++)
        {
            using var document = JsonDocument.Parse(Content(files, place));
            if (!document.RootElement.TryGetProperty("manifests", out var manifests))
            {
                var layers = document.RootElement.GetProperty("layers").EnumerateArray().Select(layer => Blob(layer)).ToList();
                return (name, Blob(document.RootElement.GetProperty("config")), layers);
            }

            var images = manifests.EnumerateArray().Where(IsImage).ToList();
            if (images.Count != 1)
                throw new ScanException($"LHS5725: the archive holds {images.Count} images; save the one that is shipped.");
            place = Blob(images[0]);
            name ??= images[0].TryGetProperty("annotations", out var notes) && notes.TryGetProperty("org.opencontainers.image.ref.name", out var reference) ? reference.GetString() : null;
        }

        throw new ScanException("LHS5726: the index of the image leads to indexes only.");
    }

    // What a build attests about itself lies beside the image, for no platform.
    private static bool IsImage(JsonElement manifest) => !(manifest.TryGetProperty("platform", out var platform)
        && platform.TryGetProperty("os", out var system) && system.GetString() == "unknown");

    private static string Blob(JsonElement descriptor) =>
        descriptor.GetProperty("digest").GetString()!.Split(':') is ["sha256", { Length: 64 } hex] && hex.All(char.IsAsciiHexDigitLower)
            ? $"blobs/sha256/{hex}"
            : throw new ScanException("LHS5727: the image names a part by a digest that is not SHA-256.");

    private static byte[] Content(IImageFiles files, string name)
    {
        using var stream = files.Open(name);
        using var content = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, read);
            if (content.Length > ImageLimits.LongestDescription)
                throw new ScanException($"LHS5728: '{name}' of the image is larger than {ImageLimits.LongestDescription >> 20} MB.");
        }

        return content.ToArray();
    }
}
