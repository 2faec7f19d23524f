using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Lighthouse.Build.Proofs;

/// <summary>A file of a layer.</summary>
/// <param name="Path">From the root of the image.</param>
/// <param name="Content">Its content.</param>
/// <param name="Mode">Its permissions.</param>
/// <param name="Owner">Id of the user and group who own it.</param>
internal sealed record LayerFile(string Path, byte[] Content, UnixFileMode Mode, int Owner = 0)
{
    /// <summary>What it is.</summary>
    public TarEntryType Type { get; init; } = TarEntryType.RegularFile;

    /// <summary>Where a link leads.</summary>
    public string? Target { get; init; }

    /// <summary>A file that root owns and everybody reads.</summary>
    public static LayerFile Plain(string path, string content) => new(path, Encoding.UTF8.GetBytes(content), (UnixFileMode)0b110_100_100);

    /// <summary>What takes a file of a lower layer away.</summary>
    public static LayerFile Removed(string path) => Plain($"{System.IO.Path.GetDirectoryName(path)!.Replace('\\', '/')}/.wh.{System.IO.Path.GetFileName(path)}", "");
}

/// <summary>A saved container image that is changed without an engine: layers are added, the configuration is edited, and every digest fits again.</summary>
internal sealed class SavedImage
{
    private static readonly string[] Descriptions = ["manifest.json", "repositories", "index.json", "oci-layout"];
    private readonly string? _base;
    private readonly string? _baseConfiguration;
    private readonly JsonArray _layers;
    private readonly List<(string Name, byte[] Content)> _added = [];

    /// <summary>An image without a layer.</summary>
    public SavedImage() => (Configuration, _layers) = (new JsonObject { ["config"] = new JsonObject(), ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray() }, ["history"] = new JsonArray() }, []);

    private SavedImage(string archive)
    {
        _base = archive;
        var image = JsonNode.Parse(Read(archive, "manifest.json"))!.AsArray().Single()!;
        _baseConfiguration = image["Config"]!.GetValue<string>();
        _layers = image["Layers"]!.DeepClone().AsArray();
        Configuration = JsonNode.Parse(Read(archive, _baseConfiguration))!.AsObject();
    }

    /// <summary>How its containers run.</summary>
    public JsonObject Configuration { get; }

    /// <summary>Its settings: User, Env, Labels.</summary>
    public JsonObject Settings => Configuration["config"]!.AsObject();

    /// <summary>The commands that made the layers.</summary>
    public JsonArray History => (Configuration["history"] ??= new JsonArray()).AsArray();

    /// <summary>Opens what <c>docker save</c> wrote.</summary>
    public static SavedImage Open(string archive) => new(archive);

    /// <summary>Puts a layer on top.</summary>
    public SavedImage Add(params LayerFile[] files)
    {
        using var content = new MemoryStream();
        using (var writer = new TarWriter(content, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var file in files)
                writer.WriteEntry(EntryOf(file));
        }

        return AddLayer(content.ToArray());
    }

    /// <summary>Puts a layer on top that is an archive already.</summary>
    public SavedImage AddLayer(byte[] content)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        var name = $"{digest}-{_layers.Count}/layer.tar";
        _added.Add((name, content));
        _layers.Add(name);
        Configuration["rootfs"]!["diff_ids"]!.AsArray().Add($"sha256:{digest}");
        return this;
    }

    /// <summary>Writes the archive.</summary>
    public void Write(string archive)
    {
        var configuration = Encoding.UTF8.GetBytes(Configuration.ToJsonString());
        var name = $"{Convert.ToHexStringLower(SHA256.HashData(configuration))}.json";
        var manifest = new JsonArray(new JsonObject { ["Config"] = name, ["RepoTags"] = new JsonArray("planted:latest"), ["Layers"] = _layers.DeepClone() });
        using var writer = new TarWriter(File.Create(archive), TarEntryFormat.Pax);
        CopyBase(writer);
        foreach (var (layer, content) in _added)
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, layer) { DataStream = new MemoryStream(content) });
        writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(configuration) });
        writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "manifest.json") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(manifest.ToJsonString())) });
    }

    private void CopyBase(TarWriter writer)
    {
        if (_base is null)
            return;
        using var file = File.OpenRead(_base);
        using var reader = new TarReader(file);
        while (reader.GetNextEntry() is { } entry)
        {
            if (!Descriptions.Contains(entry.Name) && entry.Name != _baseConfiguration)
                writer.WriteEntry(entry);
        }
    }

    /// <summary>A file as an entry of a layer.</summary>
    public static PaxTarEntry EntryOf(LayerFile file)
    {
        var entry = new PaxTarEntry(file.Type, file.Path) { Mode = file.Mode, Uid = file.Owner, Gid = file.Owner };
        if (file.Type == TarEntryType.RegularFile)
            entry.DataStream = new MemoryStream(file.Content);
        if (file.Target is { } target)
            entry.LinkName = target;
        return entry;
    }

    private static byte[] Read(string archive, string name)
    {
        using var file = File.OpenRead(archive);
        using var reader = new TarReader(file);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.Name == name)
            {
                using var content = new MemoryStream();
                entry.DataStream!.CopyTo(content);
                return content.ToArray();
            }
        }

        throw new InvalidDataException($"LH4121: '{archive}' holds no '{name}'; it was not written by docker save.");
    }
}
