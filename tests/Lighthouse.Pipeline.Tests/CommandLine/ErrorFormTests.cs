using Lighthouse.Pipeline.CommandLine;

namespace Lighthouse.Pipeline.Tests.CommandLine;

/// <summary>MSBuild recognizes an error by its form.</summary>
public sealed class ErrorFormTests
{
    [Theory]
    [InlineData("LH6001: no.", "lighthouse : error LH6001: no.")]
    [InlineData("LH5302: first\nsecond", "lighthouse : error LH5302: first second")]
    [InlineData("without a code", "lighthouse : error : without a code")]
    public void A_message_becomes_one_line(string message, string expected) => Assert.Equal(expected, ErrorForm.OfMessage(message));
}
