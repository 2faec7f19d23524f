using System.Text.RegularExpressions;

namespace Lighthouse.Pipeline.Tests.Whole;

/// <summary>No limit of time is left as it stands: one that the stretching does not know would make the tests a matter of the machine.</summary>
public sealed partial class PatientRunbookTests
{
    [Fact]
    public void Every_limit_of_time_is_stretched()
    {
        var stretched = PatientRunbook.Text().Split('\n');
        var given = File.ReadAllLines(Path.Combine(Checkout.Root, "build", "runbooks", "week2.yaml"));
        Assert.Contains(given, line => Limit().IsMatch(line));
        Assert.All(given.Zip(stretched), line => Assert.True(!Limit().IsMatch(line.First) || line.First != line.Second, line.First));
    }

    [GeneratedRegex("^ +- [a-z0-9_.]+ (?:<=?|>=?) [0-9.,]+ (?:ms|s|min|/s)(?: |$)")]
    private static partial Regex Limit();
}
