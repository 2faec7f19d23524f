using System.Net;
using Lighthouse.Security;
using Lighthouse.Security.Scanning.Dependencies;
using Lighthouse.Testing;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Dependencies;

public sealed class DependencyScannerTests : IDisposable
{
    private const string Lock = """{ "version": 1, "dependencies": { "net10.0": { "Parser": { "type": "Direct", "resolved": "1.4.0", "contentHash": "x" } } } }""";
    private const string Advisory = """{ "id": "GHSA-1", "aliases": [ "CVE-1" ], "summary": "bad", "database_specific": { "severity": "CRITICAL" }, "affected": [ { "package": { "ecosystem": "NuGet", "name": "parser" }, "ranges": [ { "type": "ECOSYSTEM", "events": [ { "introduced": "1.0.0" }, { "fixed": "1.5.0" } ] } ] } ] }""";

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_package_with_an_advisory_is_found()
    {
        Project(Lock, "1.4.0");
        Advisories("NuGet/*", Advisory);
        var finding = Assert.Single((await ScanAsync()).Result.Findings);
        Assert.Equal((Severity.Critical, "src/A/packages.lock.json"), (finding.Severity, finding.File));
        Assert.Contains("CVE-1", finding.Weaknesses);
    }

    [Fact]
    public async Task A_mended_version_is_clean()
    {
        Project(Lock.Replace("1.4.0", "1.5.0", StringComparison.Ordinal), "1.5.0");
        Advisories("NuGet/Parser", Advisory);
        var scan = await ScanAsync();
        Assert.Empty(scan.Result.Findings);
        Assert.Empty(scan.Result.Doubts);
        Assert.Equal(TimeSpan.FromDays(10), Assert.Single(scan.Ages));
    }

    [Fact]
    public async Task A_package_of_which_nobody_knows_all_is_a_doubt()
    {
        Project(Lock, "1.4.0");
        Advisories("NuGet/Other");
        var scan = await ScanAsync();
        Assert.Contains("Parser 1.4.0", Assert.Single(scan.Result.Doubts), StringComparison.Ordinal);
        Assert.Equal(["Parser 1.4.0"], scan.Uncovered);
    }

    [Fact]
    public async Task Without_advisories_nothing_is_scanned()
    {
        Project(Lock, "1.4.0");
        Assert.Contains("LHS5372", (await ScanAsync()).Result.NotScanned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_does_not_say_what_it_covers_is_no_source()
    {
        Project(Lock, "1.4.0");
        folder.Write("advisories/GHSA-1.json", Advisory);
        Assert.Contains("LHS5344", (await ScanAsync()).Result.NotScanned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_advisory_is_a_doubt()
    {
        Project(Lock, "1.4.0");
        Advisories("NuGet/*", "{ not json");
        Assert.Contains("LHS5343", Assert.Single((await ScanAsync()).Result.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_lock_file_is_a_finding()
    {
        Project(lockFile: null, "1.5.0");
        Advisories("NuGet/*", Advisory);
        Assert.Equal("no-lock-file", Assert.Single((await ScanAsync()).Result.Findings).Rule);
    }

    [Fact]
    public async Task A_lock_file_that_differs_from_the_restore_is_a_finding()
    {
        Project(Lock.Replace("1.4.0", "1.5.0", StringComparison.Ordinal), "1.6.0");
        Advisories("NuGet/*", Advisory);
        Assert.Equal("lock-file-differs", Assert.Single((await ScanAsync()).Result.Findings).Rule);
    }

    [Fact]
    public async Task A_project_that_was_not_restored_is_a_doubt()
    {
        folder.Write("src/A/A.csproj", "<Project/>");
        folder.Write("src/A/packages.lock.json", Lock.Replace("1.4.0", "1.5.0", StringComparison.Ordinal));
        Advisories("NuGet/*", Advisory);
        Assert.Contains("LHS5361", Assert.Single((await ScanAsync()).Result.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_advisories_of_a_feed_count()
    {
        Project(Lock, "1.4.0");
        var scan = await ScanAsync(new Feed(new()
        {
            ["/v3/index.json"] = """{ "resources": [ { "@type": "VulnerabilityInfo/6.7.0", "@id": "https://feed.invalid/v3/vulnerabilities/index.json" } ] }""",
            ["/v3/vulnerabilities/index.json"] = """[ { "@name": "base", "@id": "https://feed.invalid/v3/vulnerabilities/base.json", "@updated": "2026-05-01T00:00:00Z" } ]""",
            ["/v3/vulnerabilities/base.json"] = """{ "parser": [ { "url": "https://github.com/advisories/GHSA-2", "severity": 2, "versions": "(, 1.4.0]" } ] }""",
        }));
        Assert.Equal(("GHSA-2", Severity.High), (Assert.Single(scan.Result.Findings).Weaknesses[0], scan.Result.Findings[0].Severity));
        Assert.Equal(TimeSpan.Zero, Assert.Single(scan.Ages));
    }

    [Theory]
    [InlineData("""{ "resources": [ ] }""")]
    [InlineData("""{ "resources": [ { "@type": "VulnerabilityInfo/6.7.0", "@id": "https://feed.invalid/missing.json" } ] }""")]
    [InlineData("not json")]
    public async Task A_feed_without_advisories_is_no_source(string index)
    {
        Project(Lock, "1.4.0");
        Assert.NotNull((await ScanAsync(new Feed(new() { ["/v3/index.json"] = index }))).Result.NotScanned);
    }

    [Fact]
    public async Task The_snapshot_covers_every_package_that_is_shipped_and_knows_of_older_ones()
    {
        var scan = await new DependencyScanner(Checkout.Root, [Path.Combine(Checkout.Root, "build", "advisories")], http: null, TimeProvider.System)
            .ScanAsync(TestContext.Current.CancellationToken);
        Assert.Empty(scan.Uncovered);
        Assert.Empty(scan.Result.Findings);
        Project(Lock.Replace("Parser", "Npgsql", StringComparison.Ordinal).Replace("1.4.0", "8.0.2", StringComparison.Ordinal), null);
        var older = await new DependencyScanner(folder.Path, [Path.Combine(Checkout.Root, "build", "advisories")], http: null, TimeProvider.System)
            .ScanAsync(TestContext.Current.CancellationToken);
        Assert.Contains("GHSA-x9vc-6hfv-hg8c", Assert.Single(older.Result.Findings).Weaknesses);
    }

    public void Dispose() => folder.Dispose();

    private void Project(string? lockFile, string? restored)
    {
        folder.Write("src/A/A.csproj", "<Project/>");
        if (lockFile is not null)
            folder.Write("src/A/packages.lock.json", lockFile);
        if (restored is not null)
            folder.Write("src/A/obj/project.assets.json", $$"""{ "targets": { "net10.0": { "Parser/{{restored}}": { "type": "package" } } }, "libraries": { "Parser/{{restored}}": { "type": "package", "sha512": "x" } }, "packageFolders": { }, "project": { "restore": { "sources": { "https://feed.invalid/v3/index.json": {} } }, "frameworks": { "net10.0": { } } } }""");
    }

    private void Advisories(string covers, params string[] advisories)
    {
        folder.Write("advisories/snapshot.json", $$"""{ "source": "test", "date": "2026-05-22", "covers": [ "{{covers}}" ] }""");
        foreach (var (advisory, index) in advisories.Select((one, index) => (one, index)))
            folder.Write($"advisories/{index}.json", advisory);
    }

    private async Task<DependencyScan> ScanAsync(HttpMessageHandler? feed = null)
    {
        var advisories = Path.Combine(folder.Path, "advisories");
        using var http = feed is null ? null : new HttpClient(feed);
        return await new DependencyScanner(folder.Path, Directory.Exists(advisories) ? [advisories] : [], http, new FixedTime()).ScanAsync(TestContext.Current.CancellationToken);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    }

    private sealed class Feed(Dictionary<string, string> pages) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(pages.TryGetValue(request.RequestUri!.AbsolutePath, out var page)
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(page) }
                : new HttpResponseMessage(HttpStatusCode.NotFound));
    }
}
