using System.Formats.Tar;
using Lighthouse.Build.Proofs;
using Lighthouse.Security;
using Lighthouse.Security.Scanning;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Container;

public sealed class ContainerScannerTests : IDisposable
{
    private readonly ScannedImage scanned = new();

    [Fact]
    public async Task An_image_with_nothing_wrong_is_clean_and_says_what_was_looked_at()
    {
        var result = await scanned.ScanAsync();
        Assert.Null(result.NotScanned);
        Assert.Empty(result.Doubts);
        Assert.Empty(result.Findings);
        Assert.Equal(12, result.Looked);
        Assert.Contains("3 packages and 12 files of 1 layers of the image planted:latest", result.How, StringComparison.Ordinal);
        Assert.Contains("runs as user 10001", result.How, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_of_the_program_the_runtime_and_a_library_of_the_distribution_are_looked_up()
    {
        scanned.Advisory("NuGet", "Parser", "1.6.0");
        scanned.Advisory("NuGet", "Microsoft.NETCore.App.Runtime.linux-x64", "10.0.13", "CRITICAL");
        scanned.Advisory("Debian:12", "openssl", "3.0.20-1");
        var result = await scanned.ScanAsync();
        Assert.Equal(["ADV-Microsoft.NETCore.App.Runtime.linux-x64", "ADV-Parser", "ADV-openssl"], result.Findings.Select(finding => finding.Weaknesses[0]));
        Assert.Equal([Severity.Critical, Severity.High, Severity.High], result.Findings.Select(finding => finding.Severity));
        Assert.Equal(["app/App.deps.json", "app/App.deps.json", "var/lib/dpkg/status.d/libssl3"], result.Findings.Select(finding => finding.File));
    }

    [Fact]
    public async Task An_advisory_for_another_release_or_a_mended_version_is_none()
    {
        scanned.Advisory("NuGet", "Parser", "1.5.0");
        scanned.Advisory("Debian:11", "openssl", "9.0");
        Assert.Empty((await scanned.ScanAsync()).Findings);
    }

    [Fact]
    public async Task A_package_that_no_source_covers_is_a_doubt()
    {
        scanned.Covers("NuGet/*");
        var doubt = Assert.Single((await scanned.ScanAsync()).Doubts);
        Assert.Contains("openssl 3.0.19-1~deb12u2 (Debian:12)", doubt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_of_no_package_is_a_doubt()
    {
        scanned.Image.Add(ScannedImage.Program("usr/local/bin/tool"), ScannedImage.Library("app/Unknown.dll"));
        var doubt = Assert.Single((await scanned.ScanAsync()).Doubts);
        Assert.Contains("2 programs and libraries of the image belong to no package", doubt, StringComparison.Ordinal);
        Assert.Contains("/app/Unknown.dll, /usr/local/bin/tool", doubt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packages_of_a_kind_that_is_not_read_are_a_doubt()
    {
        scanned.Image.Add(LayerFile.Plain("app/node_modules/left/package.json", "{}"));
        Assert.Contains("LHS5754", Assert.Single((await scanned.ScanAsync()).Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_can_not_be_read_is_a_doubt()
    {
        scanned.Image.Add(LayerFile.Plain("app/Other.deps.json", "{ \"libraries\": 5 }"));
        Assert.Contains("LHS5755", Assert.Single((await scanned.ScanAsync()).Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_advisories_nothing_is_scanned_unless_something_is_found_without_them()
    {
        File.Delete(scanned.Write("advisories/snapshot.json", ""));
        Assert.Contains("LHS5761", (await scanned.ScanAsync()).NotScanned, StringComparison.Ordinal);
        scanned.Image.Settings["User"] = "0";
        var result = await scanned.ScanAsync();
        Assert.Equal("runs-as-root", Assert.Single(result.Findings).Rule);
        Assert.NotEmpty(result.Doubts);
    }

    [Fact]
    public async Task Advisories_of_a_day_to_come_cover_nothing()
    {
        scanned.Write("advisories/snapshot.json", """{ "source": "test", "date": "2027-01-01", "covers": [ "NuGet/*", "Debian/*" ] }""");
        var doubts = (await scanned.ScanAsync()).Doubts;
        Assert.Contains(doubts, doubt => doubt.Contains("LHS5345", StringComparison.Ordinal));
        Assert.Contains(doubts, doubt => doubt.Contains("LHS5762", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("00")]
    [InlineData("root")]
    [InlineData("0:10001")]
    [InlineData("toor")]
    public async Task An_image_that_runs_as_root_is_found_whatever_root_is_called(string user)
    {
        scanned.Image.Add(LayerFile.Plain("etc/passwd", "root:x:0:0::/:/none\ntoor:x:0:5::/:/none\n"));
        scanned.Image.Settings["User"] = user;
        Assert.Equal(["runs-as-root"], await scanned.GraveAsync());
    }

    [Fact]
    public async Task A_user_without_a_group_is_in_root_s_group_and_that_is_said()
    {
        scanned.Image.Settings["User"] = "4711";
        var finding = Assert.Single((await scanned.ScanAsync()).Findings);
        Assert.Equal(("group-root", Severity.Low), (finding.Rule, finding.Severity));
    }

    [Fact]
    public async Task A_user_whom_the_image_does_not_know_is_no_clean_image()
    {
        scanned.Image.Settings["User"] = "nobody";
        Assert.Contains("LHS5741", (await scanned.ScanAsync()).NotScanned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rights_of_files_are_found_and_those_of_folders_and_plain_files_are_none()
    {
        scanned.Image.Add(
            ScannedImage.Program("app/App", ScannedImage.Executable | UnixFileMode.SetUser), ScannedImage.Program("app/libcoreclr.so", ScannedImage.Executable | UnixFileMode.SetGroup),
            new LayerFile("app/notes", "text"u8.ToArray(), ScannedImage.Readable | UnixFileMode.SetUser), ScannedImage.Folder("app/mail", ScannedImage.Executable | UnixFileMode.SetGroup));
        var findings = (await scanned.ScanAsync()).Findings;
        Assert.Equal([("setuid-file", Severity.High, "app/App"), ("setgid-file", Severity.Medium, "app/libcoreclr.so")], findings.Select(finding => (finding.Rule, finding.Severity, finding.File)));
    }

    [Fact]
    public async Task Capabilities_of_files_and_devices_are_found()
    {
        // As the kernel keeps it: a version and two masks, zero bytes among them.
        var capability = new Dictionary<string, string> { ["SCHILY.xattr.security.capability"] = "\u0001\0\0\u0002\0 \0\0\0\0\0\0" };
        using var layer = new MemoryStream();
        using (var writer = new TarWriter(layer, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "app/App", capability) { Mode = ScannedImage.Executable, DataStream = new MemoryStream([0x7F, .. "ELF"u8]) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.CharacterDevice, "dev/mem") { DeviceMajor = 1, DeviceMinor = 1 });
        }

        scanned.Image.AddLayer(layer.ToArray());
        var findings = (await scanned.ScanAsync()).Findings;
        Assert.Equal([("file-capabilities", Severity.High), ("device-node", Severity.Medium)], findings.Select(finding => (finding.Rule, finding.Severity)));
    }

    [Fact]
    public async Task What_the_running_user_can_change_is_found_by_what_it_is()
    {
        scanned.Image.Add(
            ScannedImage.Program("app/App", ScannedImage.Executable, owner: 10001), new LayerFile("etc/app.conf", [], ScannedImage.Open), ScannedImage.Folder("srv", (UnixFileMode)0b111_111_111),
            ScannedImage.Folder("tmp", (UnixFileMode)0b111_111_111 | UnixFileMode.StickyBit), ScannedImage.Folder("data", (UnixFileMode)0b111_000_000, owner: 10001));
        var findings = (await scanned.ScanAsync()).Findings;
        Assert.Equal(
            [("writable-program", "app/App"), ("writable-system-path", "etc/app.conf"), ("world-writable", "srv"), ("writable-path", "tmp")],
            findings.Select(finding => (finding.Rule, finding.File)));
    }

    [Fact]
    public async Task What_the_running_user_can_not_reach_is_not_writable()
    {
        scanned.Image.Add(ScannedImage.Folder("root", (UnixFileMode)0b111_000_000), new LayerFile("root/list", [], ScannedImage.Open));
        Assert.Empty((await scanned.ScanAsync()).Findings);
    }

    [Fact]
    public async Task A_folder_that_the_user_may_write_gives_away_the_programs_in_it_and_a_sticky_one_does_not()
    {
        scanned.Image.Add(ScannedImage.Folder("app", (UnixFileMode)0b111_111_111 | UnixFileMode.StickyBit));
        Assert.Empty(await scanned.GraveAsync());
        scanned.Image.Add(ScannedImage.Folder("app", (UnixFileMode)0b111_111_111));
        var finding = Assert.Single((await scanned.ScanAsync()).Findings, found => found.Severity == Severity.High);
        Assert.Equal(("writable-program", "/app lets the user as whom the image runs replace the programs in it"), (finding.Rule, finding.Title));
    }

    public void Dispose() => scanned.Dispose();
}
