using Lighthouse.Security.Scanning;
using Lighthouse.Security.Scanning.Code;
using Lighthouse.Security.Scanning.Code.Installed;
using Lighthouse.Testing;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Code;

/// <summary>The scanners of others, really run where they are installed: dotnet restore eng/scanners/scanners.csproj.</summary>
public sealed class InstalledScannersTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private readonly TemporaryFolder folder = new();

    public InstalledScannersTests()
    {
        folder.Write("src/A/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        folder.Write("src/A/A.cs", "public static class A\n{\n    public static byte[] Of(byte[] text) => System.Security.Cryptography.MD5.HashData(text);\n    public static object Old() => System.Security.Cryptography.MD5.Create();\n}\n");
        folder.Write("src/A/obj/Release/analysis.sarif", Analysis.Of([]));
        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, "src/A/obj/Release/analysis.sarif"), DateTime.UtcNow.AddMinutes(1));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_not_installed_is_said_and_no_doubt()
    {
        var empty = Directory.CreateDirectory(Path.Combine(folder.Path, "no-packages")).FullName;
        foreach (var scanner in new IInstalledScanner[] { new DevSkim(empty), new SecurityCodeScan(empty) })
        {
            var scan = await RunAsync(scanner);
            Assert.Empty(scan.Doubts);
            Assert.Contains($"{scanner.Name} is not installed (dotnet restore eng/scanners/scanners.csproj): it did not scan", Scan(scan, CodeAllowList.None).How, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task DevSkim_finds_a_broken_hash_and_an_allowance_with_a_reason_excuses_it()
    {
        var scan = await RunAsync(new DevSkim());
        Assert.SkipWhen(scan.How.Contains("is not installed", StringComparison.Ordinal), "DevSkim is not installed: dotnet restore eng/scanners/scanners.csproj");
        var result = Scan(scan, CodeAllowList.None);
        Assert.Empty(result.Doubts);
        Assert.Contains(result.Counting, finding => finding is { Rule: "ds126858", File: "src/A/A.cs", Line: 3 });
        Assert.Contains("DevSkim joined with 1 file", result.How, StringComparison.Ordinal);

        var list = folder.Write("build/code-allow.json", """{ "entries": [ { "rule": "DS126858", "file": "src/A/*", "text": "MD5.HashData", "reason": "A test.", "owner": "Security", "expires": "2026-06-30" } ] }""");
        var allowed = Scan(scan, CodeAllowList.Read(list, new DateOnly(2026, 6, 30)));
        Assert.Equal([4], allowed.Counting.Where(finding => finding.Rule == "ds126858").Select(finding => finding.Line).Distinct());
        Assert.Equal(result.Counting.Count(), Scan(scan, CodeAllowList.Read(list, new DateOnly(2026, 7, 1))).Counting.Count());
    }

    [Fact]
    public async Task SecurityCodeScan_finds_a_broken_hash_also_beside_a_project_that_refers_to_it_and_leaves_what_was_built_alone()
    {
        await AnalysisBesidesAsync();
        folder.Write("src/B/B.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><ProjectReference Include=\"../A/A.csproj\" /></ItemGroup></Project>");
        folder.Write("src/B/B.cs", "public static class B { public static object Old() => A.Old(); }\n");
        await DotnetAsync("build", "src/B/B.csproj", "-c", "Release");
        var built = Built();
        var scan = await RunAsync(new SecurityCodeScan());
        Assert.SkipWhen(scan.How.Contains("is not installed", StringComparison.Ordinal), "SecurityCodeScan is not installed: dotnet restore eng/scanners/scanners.csproj");
        Assert.Empty(scan.Doubts);
        Assert.Equal(2, scan.Files.Count);
        Assert.Contains(Scan(scan, CodeAllowList.None).Counting, finding => finding is { Rule: "scs0006", File: "src/A/A.cs", Line: 4 });
        Assert.Equal(built, Built());
    }

    [Fact]
    public async Task A_project_that_cannot_be_compiled_is_a_doubt_and_never_clean()
    {
        await AnalysisBesidesAsync();
        folder.Write("src/A/A.cs", "public static class {");
        await DotnetAsync("restore", "src/A/A.csproj");
        var scan = await RunAsync(new SecurityCodeScan());
        Assert.SkipWhen(scan.How.Contains("is not installed", StringComparison.Ordinal), "SecurityCodeScan is not installed: dotnet restore eng/scanners/scanners.csproj");
        Assert.Contains("LHS5409", Assert.Single(scan.Doubts), StringComparison.Ordinal);
        Assert.Contains("SecurityCodeScan gave no result", Scan(scan, CodeAllowList.None).How, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "entries": [ { "rule": "DS1", "file": "a", "text": "b", "owner": "Security", "expires": "2027-01-01" } ] }""")]
    [InlineData("""{ "entries": [ { "rule": "DS1", "file": "a", "text": "", "reason": "r", "owner": "Security", "expires": "2027-01-01" } ] }""")]
    [InlineData("""{ "entries": [ { "rule": "DS1", "file": "a", "text": "b", "reason": "r", "owner": "Security" } ] }""")]
    [InlineData("""{ "allowed": [] }""")]
    [InlineData("")]
    public void An_allowance_without_a_reason_an_owner_and_an_end_is_refused(string text) =>
        Assert.StartsWith("LHS5411", Assert.Throws<ScanException>(() => CodeAllowList.Read(folder.Write("allow.json", text), default)).Message, StringComparison.Ordinal);

    private async Task AnalysisBesidesAsync()
    {
        foreach (var file in new[] { "analyse.proj", "analyzer.targets" })
            folder.Write($"eng/scanners/{file}", await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "eng", "scanners", file), TestContext.Current.CancellationToken));
    }

    private async Task DotnetAsync(string command, string project, params string[] more)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", [command, Path.Combine(folder.Path, project), "--verbosity", "quiet", .. more]))!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    private List<(string Path, DateTime Written)> Built() =>
        [.. new DirectoryInfo(Path.Combine(folder.Path, "src")).EnumerateFiles("*.dll", SearchOption.AllDirectories).Select(file => (file.FullName, file.LastWriteTimeUtc)).Order()];

    private Task<InstalledScan> RunAsync(IInstalledScanner scanner) =>
        InstalledScan.RunAsync(scanner, folder.Path, Path.Combine(folder.Path, "scans"), Limit, TestContext.Current.CancellationToken);

    private ScanResult Scan(InstalledScan scan, CodeAllowList allowed) => new CodeScanner(folder.Path, null) { Installed = [scan], Allowed = allowed }.Scan();
}
