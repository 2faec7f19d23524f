using System.Text;
using System.Text.Json;
using Lighthouse.Instruments.Tests.Security.Scanning.Secrets;
using Lighthouse.Security;
using Lighthouse.Security.Scanning;
using Lighthouse.Security.Scanning.Advisories;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Advisories;

public sealed class OsvReaderTests
{
    [Theory]
    [InlineData("""{ "introduced": "0" }, { "fixed": "2.0.0" }""", "1.9.9", true)]
    [InlineData("""{ "introduced": "0" }, { "fixed": "2.0.0" }""", "2.0.0", false)]
    [InlineData("""{ "introduced": "0" }, { "fixed": "2.0.0" }""", "2.0.0-rc.1", true)]
    [InlineData("""{ "introduced": "1.0.0" }, { "last_affected": "2.0.0" }""", "2.0.0", true)]
    [InlineData("""{ "introduced": "1.0.0" }, { "last_affected": "2.0.0" }""", "2.0.1", false)]
    [InlineData("""{ "introduced": "1.0.0" }, { "last_affected": "2.0.0" }""", "0.9.0", false)]
    [InlineData("""{ "fixed": "2.0.0" }, { "introduced": "3.0.0" }, { "fixed": "3.1.0" }, { "introduced": "1.0.0" }""", "3.0.5", true)]
    [InlineData("""{ "fixed": "2.0.0" }, { "introduced": "3.0.0" }, { "fixed": "3.1.0" }, { "introduced": "1.0.0" }""", "2.5.0", false)]
    [InlineData("""{ "introduced": "1.0.0" }""", "99.0.0", true)]
    [InlineData("""{ "introduced": "0" }, { "fixed": "2.0.0" }, { "introduced": "2.0.0" }, { "fixed": "3.0.0" }""", "2.0.0", true)]
    public void A_range_has_the_versions_between_its_events(string events, string version, bool expected) =>
        Assert.Equal(expected, Read($$"""[ { "type": "ECOSYSTEM", "events": [ {{events}} ] } ]""").Affected[0].Includes(version));

    [Fact]
    public void Single_versions_count_beside_ranges()
    {
        var affected = Read("""[ { "type": "SEMVER", "events": [ { "introduced": "5.0.0" } ] } ], "versions": [ "1.2.3" ]""").Affected[0];
        Assert.True(affected.Includes("1.2.3.0"));
        Assert.False(affected.Includes("1.2.4"));
    }

    [Fact]
    public void A_range_of_commits_alone_tells_nothing() =>
        Assert.Throws<ScanException>(() => Read("""[ { "type": "GIT", "events": [ { "introduced": "0" } ] } ]""").Affected[0].Includes("1.0.0"));

    [Fact]
    public void A_withdrawn_advisory_is_none() =>
        Assert.Null(OsvReader.Read("""{ "id": "A-1", "withdrawn": "2024-01-01T00:00:00Z", "affected": [ { "package": { "ecosystem": "NuGet", "name": "X" }, "versions": [ "1.0" ] } ] }"""));

    [Theory]
    [InlineData("""[], "database_specific": { "severity": "MODERATE" }""", Severity.Medium)]
    [InlineData("""[ { "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" } ]""", Severity.Critical)]
    [InlineData("""[ { "type": "CVSS_V4", "score": "CVSS:4.0/AV:N" } ]""", Severity.High)]
    [InlineData("[]", Severity.High)]
    public void Severity_is_the_databases_word_or_the_vectors_score_or_high(string severity, Severity expected) =>
        Assert.Equal(expected, OsvReader.Read($$"""{ "id": "A-1", "affected": [ { "package": { "ecosystem": "NuGet", "name": "X" }, "versions": [ "1.0" ] } ], "severity": {{severity}} }""")!.Severity);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "id": "A-1" }""")]
    [InlineData("""{ "id": "A-1", "affected": [ { "package": { "name": "X" } } ] }""")]
    [InlineData("""{ "id": "A-1", "affected": [ { "package": { "ecosystem": "NuGet", "name": "X" }, "ranges": [ { "type": "SEMVER", "events": [ { "fixed": "1.0.0" } ] } ] } ] }""")]
    [InlineData("""{ "id": "A-1", "affected": "all" }""")]
    public void What_is_no_advisory_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => OsvReader.Read(json));

    [Fact]
    public void Damaged_text_is_refused_and_breaks_nothing()
    {
        var drawn = new Drawn(7);
        var sound = """{ "id": "A-1", "severity": [ { "score": "x" } ], "affected": [ { "package": { "ecosystem": "NuGet", "name": "X" }, "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" } ] } ] } ] }""";
        for (var round = 0; round < 3000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(sound);
            bytes[drawn.Between(0, bytes.Length - 1)] = (byte)drawn.Between(32, 126);
            try
            {
                OsvReader.Read(Encoding.UTF8.GetString(bytes));
            }
            catch (JsonException)
            {
                continue;
            }
        }
    }

    private static Advisory Read(string ranges) =>
        OsvReader.Read($$"""{ "id": "A-1", "affected": [ { "package": { "ecosystem": "NuGet", "name": "X" }, "ranges": {{ranges}} } ] }""")!;
}
