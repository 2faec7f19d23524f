using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lighthouse.Build.Proofs;
using Lighthouse.Security.Scanning;
using Lighthouse.Security.Scanning.Container;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Container;

/// <summary>Archives come from outside: whatever is in them, reading ends with an image or with a reason.</summary>
public sealed class ContainerImageTests : IDisposable
{
    private readonly ScannedImage scanned = new();

    [Fact]
    public void Layers_lie_one_above_the_other()
    {
        scanned.Image.Add(LayerFile.Plain("a/one", "1"), LayerFile.Plain("a/two", "2"), LayerFile.Plain("b/three", "3"), LayerFile.Plain("c", "4"))
            .Add(LayerFile.Plain("a/.wh..wh..opq", ""), LayerFile.Plain("a/new", "5"), LayerFile.Plain("b/.wh.three", ""), LayerFile.Plain("b", "6"), LayerFile.Plain(".wh.c", ""));
        Assert.Equal(["a/new", "b"], Read().Files.All.Select(entry => entry.Path).Where(path => path[0] is 'a' or 'b' or 'c' && !path.StartsWith("app", StringComparison.Ordinal)));
    }

    [Fact]
    public void Links_are_followed_within_the_image_and_end()
    {
        scanned.Image.Add(Link("lib64", "/usr/lib64/."), LayerFile.Plain("usr/lib64/x", "found"), Link("usr/y", "../../../lib64/x"), Link("loop", "loop2"), Link("loop2", "loop"), Link("up", "../../../../etc/passwd"));
        var files = Read().Files;
        Assert.Equal("usr/lib64/x", files.Find("lib64/x")?.Path);
        Assert.Equal("usr/lib64/x", files.Find("usr/y")?.Path);
        Assert.Equal("etc/passwd", files.Find("up")?.Path);
        Assert.Null(files.Find("loop"));
        Assert.Null(files.Find("nowhere"));
    }

    [Fact]
    public async Task A_layer_may_be_compressed()
    {
        var (layer, digest) = Compressed(LayerFile.Plain("app/key.env", $"TOKEN={PlantedDefects.Token()}\n"));
        scanned.Image.AddLayer(layer);
        scanned.Image.Configuration["rootfs"]!["diff_ids"]![1] = $"sha256:{digest}";
        Assert.Equal("image-github-token", Assert.Single((await scanned.ScanAsync()).Findings).Rule);
    }

    [Fact]
    public async Task An_oci_layout_is_read_as_an_archive_is()
    {
        scanned.Image.Settings["User"] = "0";
        scanned.Image.Write(scanned.Archive);
        var folder = Layout();
        Assert.Equal("runs-as-root", Assert.Single((await scanned.ScanAsync(folder)).Findings).Rule);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/../../b")]
    public async Task A_path_that_leads_out_of_the_image_is_refused(string path)
    {
        scanned.Image.Add(LayerFile.Plain(path, "x"));
        Assert.Contains("LHS5716", (await scanned.ScanAsync()).NotScanned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_that_is_not_what_its_digest_says_is_refused()
    {
        scanned.Image.Add(LayerFile.Plain("a", "x"));
        scanned.Image.Configuration["rootfs"]!["diff_ids"]![1] = $"sha256:{new string('0', 64)}";
        Assert.Contains("LHS5733", (await scanned.ScanAsync()).NotScanned, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "LHS5725")]
    [InlineData("[{}, {}]", "LHS5725")]
    [InlineData("{}", "LHS5710")]
    [InlineData("[{ \"Config\": \"x.json\", \"Layers\": [] }]", "LHS5722")]
    [InlineData("[{ \"Config\": \"../x\", \"Layers\": [\"a\"] }]", "LHS5716")]
    [InlineData("[{ \"Config\": \"gone\", \"Layers\": [\"a\"] }]", "LHS5712")]
    [InlineData("[{ \"Config\": 5, \"Layers\": [\"a\"] }]", "LHS5710")]
    [InlineData("not json", "LHS5710")]
    public async Task A_manifest_that_makes_no_sense_is_refused(string manifest, string code)
    {
        using (var writer = new TarWriter(File.Create(scanned.Archive)))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "manifest.json") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(manifest)) });
        Assert.Contains(code, (await scanned.ScanAsync(scanned.Archive)).NotScanned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_archive_is_refused()
    {
        File.WriteAllText(scanned.Archive, "no archive");
        Assert.StartsWith("LHS57", (await scanned.ScanAsync(scanned.Archive)).NotScanned, StringComparison.Ordinal);
        File.WriteAllBytes(scanned.Archive, [0x1F, 0x8B, 8, 0]);
        Assert.Contains("LHS5711", (await scanned.ScanAsync(scanned.Archive)).NotScanned, StringComparison.Ordinal);
        Assert.Contains("LHS5710", (await scanned.ScanAsync(scanned.Archive + ".gone")).NotScanned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_there_twice_is_refused()
    {
        using (var writer = new TarWriter(File.Create(scanned.Archive)))
        {
            for (var copy = 0; copy < 2; copy++)
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "manifest.json") { DataStream = new MemoryStream("[]"u8.ToArray()) });
        }

        Assert.Contains("LHS5715", (await scanned.ScanAsync(scanned.Archive)).NotScanned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_archive_is_never_clean()
    {
        scanned.Image.Settings["User"] = "0";
        scanned.Image.Write(scanned.Archive);
        var whole = File.ReadAllBytes(scanned.Archive);
        var random = new Random(417);
        for (var round = 0; round < 300; round++)
        {
            File.WriteAllBytes(scanned.Archive, Damaged(whole, random));
            var result = await scanned.ScanAsync(scanned.Archive);
            // Damage in the padding between files changes nothing; what was found stays found.
            Assert.True(result.NotScanned is not null || result.Findings.Any(finding => finding.Rule == "runs-as-root"), $"round {round}: {result.How}");
        }
    }

    [Fact]
    public async Task A_damaged_layer_never_ends_the_scan_otherwise_than_by_a_reason()
    {
        var random = new Random(418);
        var layer = Layer(LayerFile.Plain("a/one", "content"), Link("a/link", "one"), LayerFile.Plain("b", new string('x', 2000)));
        for (var round = 0; round < 300; round++)
        {
            using var image = new ScannedImage();
            image.Image.AddLayer(Damaged(layer, random));
            var result = await image.ScanAsync();
            Assert.True(result.NotScanned is null || result.NotScanned.StartsWith("LHS57", StringComparison.Ordinal), result.NotScanned);
        }
    }

    public void Dispose() => scanned.Dispose();

    private static byte[] Damaged(byte[] whole, Random random)
    {
        var damaged = random.Next(3) == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
        for (var flips = random.Next(1, 6); flips > 0 && damaged.Length > 0; flips--)
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
        return damaged;
    }

    private static LayerFile Link(string path, string target) => new(path, [], ScannedImage.Readable) { Type = TarEntryType.SymbolicLink, Target = target };

    private static byte[] Layer(params LayerFile[] files)
    {
        using var content = new MemoryStream();
        using (var writer = new TarWriter(content, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var file in files)
                writer.WriteEntry(SavedImage.EntryOf(file));
        }

        return content.ToArray();
    }

    private static (byte[] Packed, string Digest) Compressed(params LayerFile[] files)
    {
        var layer = Layer(files);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(layer);
        return (packed.ToArray(), Convert.ToHexStringLower(SHA256.HashData(layer)));
    }

    private ContainerImage Read()
    {
        scanned.Image.Write(scanned.Archive);
        return ContainerImage.Read(scanned.Archive, (_, _) => { }, []);
    }

    // The same image as another tool would lay it out: an index, a manifest, and blobs named by their digests.
    private string Layout()
    {
        var folder = Path.Combine(Path.GetDirectoryName(scanned.Archive)!, "layout");
        Directory.CreateDirectory(Path.Combine(folder, "blobs", "sha256"));
        using var reader = new TarReader(File.OpenRead(scanned.Archive));
        var files = new Dictionary<string, byte[]>();
        while (reader.GetNextEntry() is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream!.CopyTo(content);
            files[entry.Name] = content.ToArray();
        }

        var saved = JsonNode.Parse(files["manifest.json"])![0]!;
        string Blob(byte[] content)
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(content));
            File.WriteAllBytes(Path.Combine(folder, "blobs", "sha256", digest), content);
            return $"sha256:{digest}";
        }

        var manifest = new JsonObject
        {
            ["config"] = new JsonObject { ["digest"] = Blob(files[saved["Config"]!.GetValue<string>()]) },
            ["layers"] = new JsonArray([.. saved["Layers"]!.AsArray().Select(layer => new JsonObject { ["digest"] = Blob(files[layer!.GetValue<string>()]) })]),
        };
        var attested = new JsonObject { ["digest"] = Blob([1]), ["platform"] = new JsonObject { ["os"] = "unknown" } };
        var index = new JsonObject { ["manifests"] = new JsonArray(new JsonObject { ["digest"] = Blob(Encoding.UTF8.GetBytes(manifest.ToJsonString())) }, attested) };
        File.WriteAllText(Path.Combine(folder, "index.json"), index.ToJsonString());
        return folder;
    }
}
