using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Schemas;

namespace Lighthouse.Bridge.Tests.Elicitations;

public sealed class AnswerSchemasTests
{
    private readonly AnswerSchemas _schemas = new();

    [Fact]
    public void What_was_asked_with_before_is_not_understood_anew()
    {
        var first = _schemas.Of(Schema("a"));
        Assert.Same(first, _schemas.Of(Schema("a")));
        Assert.Equal("{\"required\":[\"a\"],\"type\":\"object\"}", Encoding.UTF8.GetString(_schemas.CanonicalOf(Schema("a"))));
    }

    [Fact]
    public void However_many_there_are_each_demands_what_is_its_own()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var number = 0; number < 500; number++)
            {
                var name = $"field{number}";
                var schema = _schemas.Of(Schema(name));
                Assert.Null(schema.Rules.Problem(JsonElement.Parse($"{{\"{name}\":1}}")));
                Assert.NotNull(schema.Rules.Problem(JsonElement.Parse("{\"other\":1}")));
                Assert.Equal($"{{\"required\":[\"{name}\"],\"type\":\"object\"}}", Encoding.UTF8.GetString(_schemas.CanonicalOf(Schema(name))));
            }
        }
    }

    [Fact]
    public void A_large_one_is_understood_and_not_kept()
    {
        var large = JsonElement.Parse($"{{\"type\":\"object\",\"description\":\"{new string('x', 3_000)}\"}}");
        var read = _schemas.Of(large);
        Assert.NotSame(read, _schemas.Of(large));
        Assert.NotNull(read.Rules.Problem(JsonElement.Parse("1")));
        Assert.Equal(read.Canonical, _schemas.CanonicalOf(large));
    }

    [Theory]
    [InlineData("{\"type\":\"string\",\"pattern\":\"^a+$\"}")]
    [InlineData("{\"type\":\"array\",\"items\":{\"type\":\"string\",\"pattern\":\"^a+$\"}}")]
    public void One_with_a_pattern_anywhere_is_understood_and_not_kept(string schema) =>
        Assert.NotSame(_schemas.Of(JsonElement.Parse(schema)), _schemas.Of(JsonElement.Parse(schema)));

    [Fact]
    public void One_that_cannot_be_checked_is_refused_every_time()
    {
        var unknown = JsonElement.Parse("{\"type\":\"object\",\"unheardOf\":1}");
        Assert.Throws<SchemaException>(() => _schemas.Of(unknown));
        Assert.Throws<SchemaException>(() => _schemas.Of(unknown));
    }

    [Fact]
    public void The_request_that_brought_it_is_not_kept_alive_by_it()
    {
        using var request = JsonDocument.Parse("{\"schema\":{\"type\":\"object\",\"required\":[\"a\"]}}");
        var schema = _schemas.Of(request.RootElement.GetProperty("schema"));
        request.Dispose();
        Assert.Null(schema.Rules.Problem(JsonElement.Parse("{\"a\":1}")));
        Assert.Equal("{\"type\":\"object\",\"required\":[\"a\"]}", schema.Json.GetRawText());
    }

    private static JsonElement Schema(string required) => JsonElement.Parse($"{{\"type\":\"object\",\"required\":[\"{required}\"]}}");
}
