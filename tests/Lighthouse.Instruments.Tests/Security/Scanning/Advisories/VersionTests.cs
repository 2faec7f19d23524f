using Lighthouse.Security.Scanning;
using Lighthouse.Security.Scanning.Advisories;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Advisories;

public sealed class VersionTests
{
    [Theory]
    [InlineData("NuGet", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.0.1", "1.0.1", "1.10.0", "2.0", "99999999999999999999.0.0")]
    [InlineData("Debian", "1.0~~", "1.0~rc1-1", "1.0-1", "1.0-1+deb12u1", "1.0-1+deb12u2", "1.0-2", "1.0a-1", "1.0+dfsg-1", "1.1-1", "1.10-1", "1:0.1-1")]
    [InlineData("Alpine", "1.2.2-r9", "1.2.3_alpha1-r0", "1.2.3_rc1-r0", "1.2.3_rc2-r0", "1.2.3-r0", "1.2.3-r4", "1.2.3-r10", "1.2.3_p1-r0", "1.2.3a-r0", "1.2.10-r0")]
    public void Versions_sort_as_their_ecosystem_sorts_them(string ecosystem, params string[] ascending)
    {
        for (var left = 0; left < ascending.Length; left++)
        {
            for (var right = 0; right < ascending.Length; right++)
                Assert.Equal(left.CompareTo(right), Math.Sign(VersionOrder.Compare(ecosystem, ascending[left], ascending[right])));
        }
    }

    [Theory]
    [InlineData("NuGet", "1.0", "1.0.0.0")]
    [InlineData("NuGet", "1.0.0+build.7", "1.0.0")]
    [InlineData("NuGet", "1.0.0-RC.1", "1.0.0-rc.1")]
    [InlineData("NuGet", "01.2.3", "1.2.3")]
    [InlineData("Debian", "0:1.0-1", "1.0-1")]
    [InlineData("Debian", "1.0", "1.0-0")]
    public void Some_versions_are_the_same(string ecosystem, string one, string other) => Assert.Equal(0, VersionOrder.Compare(ecosystem, one, other));

    [Theory]
    [InlineData("NuGet", "")]
    [InlineData("NuGet", "1.2.3.4.5")]
    [InlineData("NuGet", "1.x")]
    [InlineData("NuGet", "1.0-")]
    [InlineData("Alpine", "latest")]
    [InlineData("Debian", "1 0")]
    [InlineData("Maven", "1.0")]
    public void What_is_no_version_is_refused(string ecosystem, string text) => Assert.Throws<ScanException>(() => VersionOrder.Compare(ecosystem, text, "1.0"));

    [Theory]
    [InlineData("[1.0.0, 2.0.0)", "1.0.0", true)]
    [InlineData("[1.0.0, 2.0.0)", "2.0.0", false)]
    [InlineData("(1.0.0, 2.0.0]", "1.0.0", false)]
    [InlineData("(1.0.0, 2.0.0]", "2.0.0", true)]
    [InlineData("(, 5.0.0)", "0.1.0", true)]
    [InlineData("[5.0.0]", "5.0.0", true)]
    [InlineData("[5.0.0]", "5.0.1", false)]
    [InlineData("[1.0.0, )", "9.0.0", true)]
    [InlineData("1.0.0", "1.0.0-rc", false)]
    public void An_interval_contains_what_it_says(string interval, string version, bool expected) =>
        Assert.Equal(expected, VersionInterval.Parse(interval)!.Contains(NuGetVersion.Parse(version)!));

    [Theory]
    [InlineData("(1.0.0)")]
    [InlineData("[1.0, 2.0, 3.0]")]
    [InlineData("[a, b]")]
    [InlineData("[]")]
    public void What_is_no_interval_is_refused(string interval) => Assert.Null(VersionInterval.Parse(interval));

    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0)]
    [InlineData("CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H", 8.1)]
    [InlineData("CVSS:3.0/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", 7.8)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 7.5)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L", 5.3)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0)]
    public void A_vector_has_the_score_that_its_advisory_publishes(string vector, double score) => Assert.Equal(score, CvssVector.BaseScore(vector));

    [Theory]
    [InlineData("")]
    [InlineData("CVSS:3.1/AV:N")]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N")]
    [InlineData("CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    public void Another_vector_has_no_score(string vector) => Assert.Null(CvssVector.BaseScore(vector));
}
