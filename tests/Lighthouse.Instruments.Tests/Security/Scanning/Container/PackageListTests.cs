using System.Text;
using Lighthouse.Security.Scanning.Container;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Container;

public sealed class PackageListTests
{
    private readonly List<string> doubts = [];

    [Fact]
    public void Dpkg_names_the_source_and_its_version_of_what_is_installed()
    {
        var list = DpkgDatabase.Read(File("var/lib/dpkg/status", """
            Package: libc6
            Status: install ok installed
            Source: glibc
            Version: 2.36-9
            Description: a library
             that goes on: here

            Package: libgcc-s1
            Status: install ok installed
            Source: gcc-12 (12.2.0-14)
            Version: 1:12.2.0-14

            Package: gone
            Status: deinstall ok config-files
            Version: 1
            """), "Debian:12", doubts);
        Assert.Equal([("Debian:12", "glibc", "2.36-9"), ("Debian:12", "gcc-12", "12.2.0-14")], list.Packages.Select(package => (package.Ecosystem, package.Name, package.Version)));
        Assert.Empty(doubts);
    }

    [Fact]
    public void Apk_names_the_origin_and_its_files()
    {
        var list = ApkDatabase.Read(File("lib/apk/db/installed", "P:libssl3\nV:3.1.4-r5\no:openssl\nF:lib\nR:libssl.so.3\nF:etc/ssl\nR:cnf\n\nP:musl\nV:1.2.4-r2\n"), "Alpine:v3.19", doubts);
        Assert.Equal([("openssl", "3.1.4-r5"), ("musl", "1.2.4-r2")], list.Packages.Select(package => (package.Name, package.Version)));
        Assert.Equal(["lib/libssl.so.3", "etc/ssl/cnf"], list.Files);
    }

    [Fact]
    public void A_package_without_a_name_or_a_version_is_a_doubt()
    {
        DpkgDatabase.Read(File("var/lib/dpkg/status", "Package: a\n"), null, doubts);
        ApkDatabase.Read(File("lib/apk/db/installed", "V:1\n"), null, doubts);
        Assert.Equal(2, doubts.Count);
    }

    [Fact]
    public void Dependencies_are_packages_and_the_runtime_and_not_the_program_itself()
    {
        var list = DependencyList.Read(File("app/App.deps.json", """
            { "targets": { "t": { "A/1.0.0": { "runtime": { "lib/net8.0/A.dll": {} }, "resources": { "lib/net8.0/de/A.resources.dll": {} }, "runtimeTargets": { "runtimes/linux/native/a.so": {} } } } },
              "libraries": { "App/1.0.0": { "type": "project" }, "A/1.0.0": { "type": "package" }, "runtimepack.R/10.0.1": { "type": "runtimepack" } } }
            """), doubts);
        Assert.Equal([("A", "1.0.0"), ("R", "10.0.1")], list.Packages.Select(package => (package.Name, package.Version)));
        foreach (var file in new[] { "app/A.dll", "app/de/A.resources.dll", "app/runtimes/linux/native/a.so", "app/App", "app/App.dll" })
            Assert.Contains(file, list.Files);
        Assert.Empty(doubts);
    }

    [Theory]
    [InlineData("ID=debian\nVERSION_ID=\"12\"\n", "Debian:12")]
    [InlineData("ID=ubuntu\nVERSION_ID=\"24.04\"\nVERSION=\"24.04.1 LTS (Noble Numbat)\"\n", "Ubuntu:24.04:LTS")]
    [InlineData("ID=ubuntu\nVERSION_ID=\"23.10\"\nVERSION=\"23.10\"\n", "Ubuntu:23.10")]
    [InlineData("ID=alpine\nVERSION_ID=3.19.1\n", "Alpine:v3.19")]
    [InlineData("ID=fedora\nVERSION_ID=40\n", null)]
    [InlineData("ID=debian\n", null)]
    public void The_distribution_is_named_as_advisories_name_it(string text, string? ecosystem) => Assert.Equal(ecosystem, OsRelease.Read(File("etc/os-release", text)));

    private static ImageEntry File(string path, string content) =>
        new(path, EntryKind.File, ScannedImage.Readable, 0, 0, 1) { Content = Encoding.UTF8.GetBytes(content.ReplaceLineEndings("\n")) };
}
