using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lighthouse.Readiness.Reporting;
using Xunit;

namespace Lighthouse.Readiness.Tests.Reporting;

public sealed partial class UntrustedTests
{
    private const int Seed = 417;

    public static TheoryData<string> EveryPayload() => [.. Payloads.All];

    [Theory]
    [MemberData(nameof(EveryPayload), DisableDiscoveryEnumeration = true)]
    public void On_a_console_nothing_acts(string payload) => AssertHarmlessOnConsole(Untrusted.ForConsole(payload));

    [Theory]
    [MemberData(nameof(EveryPayload), DisableDiscoveryEnumeration = true)]
    public void In_HTML_nothing_is_markup(string payload) => AssertHarmlessInHtml(Untrusted.ForHtml(payload));

    [Theory]
    [MemberData(nameof(EveryPayload), DisableDiscoveryEnumeration = true)]
    public void In_Markdown_nothing_is_markup(string payload) => AssertHarmlessInMarkdown(Untrusted.ForMarkdown(payload));

    [Theory]
    [MemberData(nameof(EveryPayload), DisableDiscoveryEnumeration = true)]
    public void In_XML_text_and_attribute_survive_a_parser(string payload) => AssertHarmlessInXml(Untrusted.ForXml(payload));

    [Fact]
    public void Random_text_of_dangerous_pieces_is_harmless_everywhere()
    {
        string[] pieces = ["#", "##", "[", "vso", ":", "::", "error", "\n", "\r", "\t", " ", "<", ">", "&", "\"", "'", "`", "|", "*", "_", "\\", "!", "]", "(", "\u200B", "\u202E", "\u001b", "\uD800", "\uDC00", "\u00E9", "\U0001F600", "-", "1", "."];
        var random = new Random(Seed);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                AssertHarmlessOnConsole(Untrusted.ForConsole(text));
                AssertHarmlessInHtml(Untrusted.ForHtml(text));
                AssertHarmlessInMarkdown(Untrusted.ForMarkdown(text));
                AssertHarmlessInXml(Untrusted.ForXml(text));
            }
            catch (Exception cause)
            {
                throw new InvalidOperationException($"seed {Seed}, round {round}: {Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}", cause);
            }
        }
    }

    [Theory]
    [InlineData("Suite.An_answer_reaches_the_asker", "Suite.An_answer_reaches_the_asker")]
    [InlineData("Foo::Bar took 3 ms: é 漢 😀", "Foo::Bar took 3 ms: é 漢 😀")]
    [InlineData("a\r\n\tb", @"a\r\n\tb")]
    [InlineData("\u001b[31m", @"\u001B[31m")]
    [InlineData("\u202E", @"\u202E")]
    [InlineData("\U000E0041", @"\U000E0041")]
    [InlineData("##vso[x", "# #vso[x")]
    [InlineData("a ##[x", "a # #[x")]
    [InlineData("::error::x", ": :error::x")]
    public void Honest_text_stays_and_the_rest_can_be_read(string text, string expected) => Assert.Equal(expected, Untrusted.ForConsole(text));

    [Fact]
    public void HTML_can_be_read_back() => Assert.Equal("a < b & \"c\" 'd' `e`\nf", WebUtility.HtmlDecode(Untrusted.ForHtml("a < b & \"c\" 'd' `e`\nf")));

    [Fact]
    public void XML_can_be_read_back() => Assert.Equal("a < b & \"c\" 'd'\n\te", XElement.Parse($"<t a=\"{Untrusted.ForXml("a < b & \"c\" 'd'\n\te")}\"/>").Attribute("a")!.Value);

    [Theory]
    [InlineData("a | b", @"a \| b")]
    [InlineData("[x](y)", @"\[x\](y)")]
    [InlineData("a\nb\tc", "a b c")]
    [InlineData("- item", @"\- item")]
    [InlineData("12. item", @"12\. item")]
    [InlineData("# head", @"\# head")]
    [InlineData("http://a", @"http\://a")]
    public void Markdown_is_escaped_readably(string text, string expected) => Assert.Equal(expected, Untrusted.ForMarkdown(text));

    internal static void AssertHarmlessOnConsole(string text)
    {
        Assert.DoesNotContain('\n', text);
        AssertNothingHiddenAndNoCommand(text);
    }

    internal static void AssertNothingHiddenAndNoCommand(string text)
    {
        Assert.DoesNotContain(text, Payloads.IsHidden);
        Assert.DoesNotMatch(LoggingCommand(), text);
        Assert.DoesNotMatch(WorkflowCommand(), text);
        Assert.True(IsWellFormed(text), "a lone surrogate");
    }

    private static void AssertHarmlessInHtml(string text)
    {
        AssertNothingHiddenAndNoCommand(text.Replace('\t', ' '));
        Assert.DoesNotContain(text, character => character is '<' or '>' or '"' or '\'' or '`');
        Assert.DoesNotMatch(BareAmpersand(), text);
    }

    private static void AssertHarmlessInMarkdown(string text)
    {
        AssertHarmlessOnConsole(text);
        Assert.DoesNotMatch(UnescapedMarkdown(), text);
        Assert.DoesNotMatch(BareAmpersand(), text);
        Assert.DoesNotMatch(BlockStart(), text);
    }

    private static void AssertHarmlessInXml(string text)
    {
        var element = XElement.Parse($"<t a=\"{text}\">{text}</t>", LoadOptions.PreserveWhitespace);
        Assert.Equal(element.Value, element.Attribute("a")!.Value);
        AssertNothingHiddenAndNoCommand(text);
    }

    private static bool IsWellFormed(string text)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"##(vso)?\[", RegexOptions.IgnoreCase)]
    private static partial Regex LoggingCommand();

    [GeneratedRegex(@"^\s*::", RegexOptions.Multiline)]
    private static partial Regex WorkflowCommand();

    [GeneratedRegex(@"&(?!amp;|lt;|gt;|quot;|#39;|#96;|#64;)")]
    private static partial Regex BareAmpersand();

    // A special character is escaped when an odd number of backslashes stands before it.
    [GeneratedRegex(@"(?<!\\)(?:\\\\)*[`*_\[\]|~!<>]")]
    private static partial Regex UnescapedMarkdown();

    [GeneratedRegex(@"^\s*([-+#>]|[0-9]+[.)])")]
    private static partial Regex BlockStart();
}
