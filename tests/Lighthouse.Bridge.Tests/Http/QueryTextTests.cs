using Lighthouse.Bridge.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace Lighthouse.Bridge.Tests.Http;

/// <summary>A query is read as the framework reads it.</summary>
public sealed class QueryTextTests
{
    [Theory]
    [InlineData("", 0, "")]
    [InlineData("?", 0, "")]
    [InlineData("?other=1", 0, "")]
    [InlineData("?name=a", 1, "a")]
    [InlineData("?name=a&name=b", 2, "a")]
    [InlineData("?NAME=a&name=b", 2, "a")]
    [InlineData("?x=1&na%6De=%C3%A4+b%2B&y", 1, "ä b+")]
    [InlineData("?name", 1, "")]
    [InlineData("?name=", 1, "")]
    [InlineData("?name=a=b", 1, "a=b")]
    [InlineData("?&&name=a&", 1, "a")]
    public void A_name_is_found_as_often_as_it_is_given(string query, int count, string value) =>
        Assert.Equal((count, value), QueryText.Find(new QueryString(query), "name"));

    [Fact]
    public void Whatever_is_sent_is_read_as_the_framework_reads_it()
    {
        const string alphabet = "nameNAME=&&%+2C3A4 ?;#\u00e4";
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var text = "?" + new string(random.GetItems(alphabet.AsSpan(), random.Next(24))) + (random.Next(2) == 0 ? "&name=x%41" : "");
            var expected = QueryHelpers.ParseQuery(text).TryGetValue("name", out var values) ? values : default;
            var (count, value) = QueryText.Find(new QueryString(text), "name");
            Assert.Equal(expected.Count, count);
            Assert.Equal(expected.Count == 0 ? "" : expected[0], value);
        }
    }
}
