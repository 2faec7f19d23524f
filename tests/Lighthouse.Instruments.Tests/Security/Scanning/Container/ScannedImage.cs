using Lighthouse.Build.Proofs;
using Lighthouse.Security.Scanning;
using Lighthouse.Security.Scanning.Container;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Container;

/// <summary>A small image that has nothing wrong with it, to be spoiled and scanned.</summary>
internal sealed class ScannedImage : IDisposable
{
    public const UnixFileMode Executable = (UnixFileMode)0b111_101_101, Readable = (UnixFileMode)0b110_100_100, Open = (UnixFileMode)0b110_110_110;

    private const string Dependencies = """
        {
          "targets": { ".NETCoreApp,Version=v10.0/linux-x64": {
            "App/1.0.0": { "runtime": { "App.dll": {} } },
            "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.12": { "runtime": { "System.Runtime.dll": {} }, "native": { "libcoreclr.so": {} } },
            "Parser/1.5.0": { "runtime": { "lib/net8.0/Parser.dll": {} } } } },
          "libraries": { "App/1.0.0": { "type": "project" }, "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.12": { "type": "runtimepack" }, "Parser/1.5.0": { "type": "package" } }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public ScannedImage()
    {
        Image.Settings["User"] = "10001:10001";
        Image.Settings["Entrypoint"] = new System.Text.Json.Nodes.JsonArray("/app/App");
        Image.Settings["Volumes"] = new System.Text.Json.Nodes.JsonObject { ["/data"] = new System.Text.Json.Nodes.JsonObject() };
        Image.Add(
            LayerFile.Plain("etc/passwd", "root:x:0:0::/:/none\napp:x:10001:10001::/tmp:/none\n"), LayerFile.Plain("etc/group", "root:x:0:\napp:x:10001:\n"),
            LayerFile.Plain("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"),
            LayerFile.Plain("app/App.deps.json", Dependencies), Program("app/App"), Program("app/libcoreclr.so"), Library("app/App.dll"), Library("app/Parser.dll"), Library("app/System.Runtime.dll"),
            LayerFile.Plain("var/lib/dpkg/status.d/libssl3", "Package: libssl3\nStatus: install ok installed\nSource: openssl\nVersion: 3.0.19-1~deb12u2\n"),
            LayerFile.Plain("var/lib/dpkg/status.d/libssl3.md5sums", "00000000000000000000000000000000  usr/lib/libssl.so.3\n"), Program("lib/libssl.so.3"));
        Covers("NuGet/*", "Debian/*");
    }

    public SavedImage Image { get; } = new();

    public string Archive => Path.Combine(_folder.Path, "image.tar");

    public static LayerFile Program(string path, UnixFileMode mode = Executable, int owner = 0) => new(path, [0x7F, .. "ELF"u8], mode, owner);

    public static LayerFile Library(string path) => new(path, "MZ"u8.ToArray(), Readable);

    public static LayerFile Folder(string path, UnixFileMode mode, int owner = 0) => new(path, [], mode, owner) { Type = System.Formats.Tar.TarEntryType.Directory };

    public string Write(string file, string content) => _folder.Write(file, content);

    public void Covers(params string[] packages) => Write("advisories/snapshot.json", $$"""{ "source": "test", "date": "2026-05-22", "covers": [ {{string.Join(", ", packages.Select(one => $"\"{one}\""))}} ] }""");

    public void Advisory(string ecosystem, string package, string below, string severity = "HIGH") => Write($"advisories/{package}.json", $$"""
        { "id": "ADV-{{package}}", "summary": "bad", "database_specific": { "severity": "{{severity}}" },
          "affected": [ { "package": { "ecosystem": "{{ecosystem}}", "name": "{{package}}" }, "ranges": [ { "type": "ECOSYSTEM", "events": [ { "introduced": "0" }, { "fixed": "{{below}}" } ] } ] } ] }
        """);

    public Task<ScanResult> ScanAsync()
    {
        Image.Write(Archive);
        return ScanAsync(Archive);
    }

    public Task<ScanResult> ScanAsync(string archive) =>
        new ContainerScanner(new ContainerScanOptions(archive, _folder.Path, [Path.Combine(_folder.Path, "advisories")], Path.Combine(_folder.Path, "allow.json")), http: null, new FixedTime()).ScanAsync(TestContext.Current.CancellationToken);

    /// <summary>Rules of what was found, lesser findings left out.</summary>
    public async Task<IReadOnlyList<string>> GraveAsync()
    {
        var result = await ScanAsync();
        Assert.Null(result.NotScanned);
        return [.. result.Counting.Where(finding => finding.Severity <= Lighthouse.Security.Severity.High).Select(finding => finding.Rule)];
    }

    public void Dispose() => _folder.Dispose();

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
